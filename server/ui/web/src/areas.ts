// Pictures of areas: treemap, sankey, map.
import { extent } from 'd3-array';
import { geoEqualEarth, geoPath } from 'd3-geo';
import { hierarchy, treemap as layout, type HierarchyRectangularNode } from 'd3-hierarchy';
import { sankey as flows, sankeyLinkHorizontal } from 'd3-sankey';
import { scaleLinear } from 'd3-scale';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { type Drawn, type Entry, type Figure, type Link, type Node, type Row, distinct, number, rowsOf, text } from './figure';
import { percent, value } from './format';
import { categories, el, linked, shorten, tipOf, widthOf } from './svg';
import { plane } from './axis';

interface Leaf { name: string; part?: string; row?: Row; children?: Leaf[]; value?: number }

// treemap draws a block for each group, divided by colour.
export function treemap(f: Figure, width: number): Drawn {
  const rows = rowsOf(f), parts = distinct(rows, f.color?.field);
  const { color, legend } = categories(f, parts);
  const height = Math.round(width < 520 ? width * 1.25 : Math.min(520, width * .52));
  const root = hierarchy<Leaf>({ name: '', children: distinct(rows, f.group).map(name => ({ name, children: rows.filter(r => text(r, f.group) === name)
    .map(r => ({ name, part: text(r, f.color?.field), row: r, value: Math.max(0, number(r, f.x?.field)) })) })) }).sum(d => d.value ?? 0).sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const tree = layout<Leaf>().size([width, height]).paddingTop(n => n.depth === 1 && n.x1 - n.x0 > 44 && n.y1 - n.y0 > 30 ? 17 : 1).paddingInner(1).paddingOuter(1).round(true)(root);
  const svg = el('svg', { viewBox: `0 0 ${width} ${height}`, width, height, class: 'plane' });
  const whole = root.value ?? 1;
  for (const g of tree.children ?? []) {
    svg.append(el('rect', { x: g.x0, y: g.y0, width: Math.max(0, g.x1 - g.x0), height: Math.max(0, g.y1 - g.y0), class: 'block' }));
    for (const n of (g.children ?? []) as HierarchyRectangularNode<Leaf>[]) {
      const { data } = n;
      const label = tipOf(f, data.row ?? {}, `${data.name}: ${f.color?.labels?.[data.part ?? ''] ?? data.part}`, f.x) + `\n${percent((n.value ?? 0) / whole)} of all`;
      svg.append(el('rect', { x: n.x0, y: n.y0, width: Math.max(0, n.x1 - n.x0), height: Math.max(0, n.y1 - n.y0), fill: color(data.part ?? ''), 'data-tip': label }));
    }
    const w = g.x1 - g.x0, share = percent((g.value ?? 0) / whole);
    if (w > 44 && g.y1 - g.y0 > 30) {
      const long = widthOf(`${g.data.name}  ${share}`, 11, 600) < w - 8;
      svg.append(el('text', { x: g.x0 + 4, y: g.y0 + 12.5, class: 'head', 'data-tip': `${g.data.name}\n${value(g.value, f.x)}, ${share}` }, long ? `${g.data.name}  ${share}` : shorten(g.data.name, w - 10, 11)));
    }
  }
  return { svg, legend };
}

type Laid = Node & { x0?: number; x1?: number; y0?: number; y1?: number; value?: number };

const kinds = ['value', 'product', 'supplier', 'border', 'market', 'others'];

// sankey draws flows between layers from left to right.
export function sankey(f: Figure, width: number): Drawn {
  const nodes: Laid[] = (f.nodes ?? []).map(n => ({ ...n }));
  const layers = [...new Set(nodes.map(n => n.layer))].sort((a, b) => a - b);
  const tallest = Math.max(...layers.map(l => nodes.filter(n => n.layer === l).length));
  const height = Math.max(320, tallest * 30 + 40);
  const narrow = width < 560;
  const room = Math.min(narrow ? width * .3 : 190, Math.max(...nodes.filter(n => n.layer === layers[layers.length - 1]).map(n => widthOf(n.label, 11))) + 12);
  const graph = flows<Laid, Link>().nodeId(n => n.id).nodeAlign(n => layers.indexOf((n as Laid).layer)).nodeWidth(12).nodePadding(14)
    .extent([[2, 14], [width - room, height - 14]])({ nodes, links: (f.links ?? []).filter(l => l.value > 0).map(l => ({ ...l })) });
  const p = plane(width, height, { left: 0, right: 0, top: 0, bottom: 0 });
  const names = [...new Set((f.color?.order ?? []).concat([...nodes.map(n => n.kind ?? ''), ...(f.links ?? []).map(l => l.kind ?? '')]))].filter(Boolean);
  const order = f.color?.order ?? names.sort((a, b) => kinds.indexOf(a) - kinds.indexOf(b));
  const color = (k?: string) => `var(--c${Math.max(0, order.indexOf(k ?? '')) % 8})`;
  for (const l of graph.links) {
    const a = l.source as unknown as Laid, b = l.target as unknown as Laid;
    p.svg.append(el('path', { d: sankeyLinkHorizontal()(l as never) ?? '', class: 'flow', stroke: color(l.kind ?? a.kind), 'stroke-width': Math.max(1, l.width ?? 1), 'data-tip': `${l.label || `${a.label} → ${b.label}`}\n${value(l.value, f.y)}` }));
  }
  const gap = layers.length > 1 ? (width - room) / (layers.length - 1) : width;
  for (const n of graph.nodes) {
    const { x0 = 0, x1 = 0, y0 = 0, y1 = 0 } = n;
    const tip = `${n.label}\n${value(n.value, f.y)}`;
    p.svg.append(el('rect', { x: x0, y: y0, width: x1 - x0, height: Math.max(1, y1 - y0), fill: color(n.kind), class: 'node', 'data-tip': tip }));
    const last = n.layer === layers[layers.length - 1];
    p.svg.append(el('text', { x: x1 + 5, y: (y0 + y1) / 2 + 4, class: 'label halo', 'data-tip': tip }, shorten(n.label, (last ? room : gap) - 24, 11)));
  }
  return { svg: p.svg, legend: order.filter(k => f.color?.labels?.[k]).map(k => ({ label: f.color?.labels?.[k] ?? k, color: color(k) })) };
}

let world: Promise<Topology> | undefined;

const shapesOf = (): Promise<Topology> => world ??= fetch('/assets/world.json').then(r => { if (!r.ok) throw new Error(r.statusText); return r.json(); });

// classes are the limits between the map's colours: even steps, or shares of the rows where values differ by orders.
export function classes(values: number[], diverging: boolean): number[] {
  const v = values.filter(Number.isFinite).sort((a, b) => a - b);
  if (v.length === 0) return [];
  const [low, high] = extent(v) as [number, number];
  if (diverging) { const most = Math.max(-low, high); return [-.6, -.2, 0, .2, .6].map(s => s * most); }
  if (low > 0 && high / low > 40) return [1, 2, 3, 4, 5].map(i => Number(v[Math.floor(i * (v.length - 1) / 6)].toPrecision(2)));
  return scaleLinear([low, high], [0, 1]).nice(6).ticks(6).filter(t => t > low && t < high);
}

// map colours the areas that each row stands for.
export async function map(f: Figure, width: number): Promise<Drawn> {
  const topology = await shapesOf();
  const countries = topology.objects.countries as GeometryCollection;
  const areas = feature(topology, countries).features;
  const rows = rowsOf(f), diverging = f.color?.scale === 'diverging', field = f.color?.field ?? 'value';
  const limits = classes(rows.map(r => number(r, field)), diverging);
  const classOf = (v: number) => limits.filter(l => v >= l).length;
  const shade = (k: number) => diverging ? `var(--d${k})` : `var(--s${Math.round(k * 6 / Math.max(1, limits.length))})`;
  const height = Math.round(width * .5);
  const projection = geoEqualEarth().rotate([-150, 0]).fitExtent([[2, 2], [width - 2, height - 2]], { type: 'Sphere' });
  const path = geoPath(projection);
  const svg = el('svg', { viewBox: `0 0 ${width} ${height}`, width, height, class: 'plane map' });
  svg.append(el('path', { d: path({ type: 'Sphere' }) ?? '', class: 'sea' }));
  const of = new Map<string, Row>();
  for (const r of rows) for (const id of (r.shapes as string[] | null) ?? []) of.set(id, r);
  const blank: string[] = [];
  for (const r of rows) {
    const own = areas.filter(a => of.get(String(a.id)) === r);
    const v = number(r, field), name = text(r, 'name');
    const label = `${name}\n${Number.isFinite(v) ? value(v, f.y) : '–'}`;
    if (own.length === 0) { blank.push(`${name}: ${value(r[field], f.y)}`); continue; }
    const g = el('g', { 'data-tip': label, class: 'area' });
    for (const a of own) {
      g.append(el('path', { d: path(a) ?? '', fill: Number.isFinite(v) ? shade(classOf(v)) : 'var(--blank)' }));
      if (path.area(a) < 12) { const [cx, cy] = path.centroid(a); g.append(el('circle', { cx, cy, r: 4, fill: Number.isFinite(v) ? shade(classOf(v)) : 'var(--blank)', class: 'state' })); }
    }
    svg.append(linked(f, r, g, label));
  }
  const rest = areas.filter(a => !of.has(String(a.id)) && String(a.id) !== '010');
  svg.prepend(svg.firstChild as ChildNode, el('path', { d: path({ type: 'FeatureCollection', features: rest }) ?? '', class: 'nodata' }));
  svg.append(el('path', { d: path(mesh(topology, countries, (a, b) => a !== b)) ?? '', class: 'boundary' }));
  const write = (v: number) => value(v, f.y);
  const legend: Entry[] = limits.length === 0 ? [] : Array.from({ length: limits.length + 1 }, (_, k) => ({
    color: shade(k), label: k === 0 ? `under ${write(limits[0])}` : k === limits.length ? `${write(limits[k - 1])} and over` : `${write(limits[k - 1])} – ${write(limits[k])}`,
  }));
  return { svg, legend, beside: blank.join('; ') };
}
