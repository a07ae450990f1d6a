// Flows between layers.
import { sankey as flows, type SankeyLink, type SankeyNode } from 'd3-sankey';
import type { Drawn, Figure, Link, Node } from './figure';
import { value } from './format';
import { plane } from './axis';
import { apart, categoriesOf, el, widthOf, wrap, written } from './svg';

type Place = SankeyNode<Node, Link>;
type Flow = SankeyLink<Node, Link>;

const size = 11, leading = 12;

// kinds of places and flows in the order of their colours.
const order = ['value', 'border'];

function kindsOf(f: Figure): string[] {
  const found = [...(f.nodes ?? []), ...(f.links ?? [])].map(e => e.kind ?? '').filter(Boolean);
  return [...new Set([...f.color?.order ?? [], ...order.filter(k => found.includes(k)), ...found])];
}

// ribbon is the outline of a flow; unlike a thick line it keeps its shape where layers are close.
function ribbon(l: Flow): string {
  const x0 = (l.source as Place).x1 ?? 0, x1 = (l.target as Place).x0 ?? 0, middle = (x0 + x1) / 2, half = Math.max(.75, (l.width ?? 0) / 2), y0 = l.y0 ?? 0, y1 = l.y1 ?? 0;
  return `M${x0} ${y0 - half}C${middle} ${y0 - half} ${middle} ${y1 - half} ${x1} ${y1 - half}V${y1 + half}C${middle} ${y1 + half} ${middle} ${y0 + half} ${x0} ${y0 + half}Z`;
}

// Label is a place with the lines of its name.
interface Label { node: Place; lines: string[] }

// labels writes the names of a layer beside its places, moved apart where they would touch.
function labels(svg: SVGSVGElement, all: Label[], height: number): void {
  if (all.length === 0) return;
  const tallest = Math.max(...all.map(l => l.lines.length)) * leading + 2;
  const at = apart(all.map(({ node }) => ((node.y0 ?? 0) + (node.y1 ?? 0)) / 2), tallest, tallest / 2, height - tallest / 2);
  all.forEach(({ node, lines }, i) => {
    const cut = lines.some(l => l.endsWith('…')) ? { 'data-tip': node.label } : {};
    svg.append(written(lines, (node.x1 ?? 0) + 5, at[i], { class: 'label halo', ...cut }, leading));
  });
}

// shared are the places with what flows through each written behind its name.
function shared(f: Figure): Node[] {
  const through = (id: string, end: 'source' | 'target') => (f.links ?? []).filter(l => l[end] === id).reduce((sum, l) => sum + l.value, 0);
  return (f.nodes ?? []).map(n => ({ ...n, label: `${n.label} ${value(Math.max(through(n.id, 'source'), through(n.id, 'target')), f.y)}` }));
}

// sankey draws flows between layers from left to right.
export function sankey(f: Figure, width: number): Drawn {
  const nodes = shared(f), layers = [...new Set(nodes.map(n => n.layer))].sort((a, b) => a - b);
  const own = (layer: number) => nodes.filter(n => n.layer === layer), final = own(layers[layers.length - 1]);
  const room = Math.min(width < 560 ? width * .24 : 190, Math.max(...final.map(n => widthOf(n.label, size)))) + 10;
  const gap = (width - room) / Math.max(1, layers.length - 1) - 22;
  const linesOf = (n: Node) => wrap(n.label, n.layer === layers[layers.length - 1] ? room - 6 : gap, 4, size);
  const tall = Math.max(...layers.map(l => own(l).reduce((sum, n) => sum + Math.max(26, linesOf(n).length * leading + 6), 0)));
  const height = Math.max(width < 560 ? 380 : 340, tall + 60), p = plane(width, height, { left: 0, right: 0, top: 0, bottom: 0 });
  const graph = flows<Node, Link>().nodeId(n => n.id).nodeAlign(n => layers.indexOf((n as Place).layer)).nodeWidth(12).nodePadding(Math.min(26, height / 2 / Math.max(1, ...layers.map(l => own(l).length))))
    .extent([[1, 12], [width - room, height - 12]])({ nodes: nodes.map(n => ({ ...n })), links: (f.links ?? []).filter(l => l.value > 0).map(l => ({ ...l })) });
  const { color, legend } = categoriesOf(f, kindsOf(f));
  for (const l of graph.links as Flow[]) {
    const a = l.source as Place, b = l.target as Place;
    p.svg.append(el('path', { d: ribbon(l), class: 'flow', fill: color(l.kind ?? a.kind ?? ''), 'data-tip': [`${a.label} → ${b.label}`, ...(l.label ? [l.label] : [value(l.value, f.y)])].join('\n') }));
  }
  for (const n of graph.nodes) {
    const { x0 = 0, x1 = 0, y0 = 0, y1 = 0 } = n;
    p.svg.append(el('rect', { x: x0, y: y0, width: x1 - x0, height: Math.max(1.5, y1 - y0), fill: color(n.kind ?? ''), class: 'node', 'data-tip': n.label }));
  }
  for (const layer of layers) labels(p.svg, graph.nodes.filter(n => n.layer === layer).map(node => ({ node, lines: linesOf(node) })), height);
  return { svg: p.svg, legend: f.color?.labels ? legend : undefined };
}
