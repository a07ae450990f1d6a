// Blocks divided by colour.
import { hierarchy, treemap as layout, type HierarchyRectangularNode } from 'd3-hierarchy';
import { type Drawn, type Figure, type Row, distinct, number, rowsOf, text } from './figure';
import { percent, value } from './format';
import { plane } from './axis';
import { categories, el, linked, shorten, tipOf, widthOf } from './svg';

interface Leaf { name: string; part?: string; row?: Row; children?: Leaf[]; value?: number }
type Place = HierarchyRectangularNode<Leaf>;

// strip is the height of a block's head, where it has room for a name.
const strip = 17, named = (n: Place): boolean => n.x1 - n.x0 > 44 && n.y1 - n.y0 > 32;

function tree(f: Figure, width: number, height: number): Place {
  const rows = rowsOf(f), leaf = (r: Row): Leaf => ({ name: text(r, f.group), part: text(r, f.color?.field), row: r, value: Math.max(0, number(r, f.x?.field) || 0) });
  const groups = distinct(rows, f.group).map(name => ({ name, children: rows.filter(r => text(r, f.group) === name).map(leaf) }));
  const root = hierarchy<Leaf>({ name: '', children: groups }).sum(d => d.value ?? 0).sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  return layout<Leaf>().size([width, height]).paddingInner(1).paddingOuter(1).paddingTop(n => n.depth === 1 && named(n) ? strip : 1).round(true)(root);
}

// treemap draws a block for each group, divided by colour.
export function treemap(f: Figure, width: number): Drawn {
  const { color, legend } = categories(f, distinct(rowsOf(f), f.color?.field));
  const height = Math.round(width < 520 ? width * 1.35 : Math.min(540, width * .52));
  const root = tree(f, width, height), whole = root.value || 1;
  const { svg } = plane(width, height, { left: 0, right: 0, top: 0, bottom: 0 });
  for (const g of root.children ?? []) {
    const share = percent((g.value ?? 0) / whole), w = g.x1 - g.x0, tip = `${g.data.name}\n${value(g.value, f.x)}, ${share}`;
    svg.append(el('rect', { x: g.x0, y: g.y0, width: Math.max(0, w), height: Math.max(0, g.y1 - g.y0), class: 'block', 'data-tip': tip }));
    for (const n of g.children ?? []) {
      if (!n.data.row || n.x1 <= n.x0 || n.y1 <= n.y0) continue;
      const label = tipOf(f, n.data.row, `${n.data.name}: ${f.color?.labels?.[n.data.part ?? ''] ?? n.data.part}`, f.x);
      svg.append(linked(f, n.data.row, el('rect', { x: n.x0, y: n.y0, width: n.x1 - n.x0, height: n.y1 - n.y0, fill: color(n.data.part ?? ''), class: 'leaf', 'data-tip': label }), label));
    }
    if (!named(g)) continue;
    const long = `${g.data.name}  ${share}`;
    svg.append(el('text', { x: g.x0 + 4, y: g.y0 + 12.5, class: 'head', 'data-tip': tip }, widthOf(long, 11, 600) < w - 8 ? long : shorten(g.data.name, w - 8, 11, 600)));
  }
  return { svg, legend };
}
