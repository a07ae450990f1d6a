// Axes, grids and the names of rows.
import { scaleLinear, type ScaleLinear } from 'd3-scale';
import type { Field } from './figure';
import { axisLabel, tick } from './format';
import { el, shorten, widthOf, wrap, written } from './svg';

export type Scale = ScaleLinear<number, number>;
export interface Edges { left: number; right: number; top: number; bottom: number }
export interface Plane extends Edges { svg: SVGSVGElement; width: number }

// plane is an empty drawing with margins.
export function plane(width: number, height: number, margin: Edges): Plane {
  const svg = el('svg', { viewBox: `0 0 ${width} ${height}`, width, height, class: 'plane' });
  return { svg, width, left: margin.left, right: width - margin.right, top: margin.top, bottom: height - margin.bottom };
}

// across is a scale between two edges; it starts at zero unless zero means nothing.
export function across(left: number, right: number, values: number[], zero = true): Scale {
  const known = values.filter(Number.isFinite);
  let low = Math.min(...known), high = Math.max(...known);
  if (known.length === 0) [low, high] = [0, 1];
  if (zero) [low, high] = [Math.min(0, low), Math.max(0, high)];
  if (low === high) high = low + 1;
  return scaleLinear([low, high], [left, right]).nice(4);
}

// below draws the number axis and its grid; labels never touch, the axis' name stands under them.
export function below(p: Plane, x: Scale, f?: Field): void {
  const write = tick(f);
  const crowded = (ticks: number[]) => ticks.some((t, i) => i > 0 && x(t) - x(ticks[i - 1]) < (widthOf(write(t), 11) + widthOf(write(ticks[i - 1]), 11)) / 2 + 8);
  let count = Math.max(2, Math.floor((p.right - p.left) / 80));
  let ticks = x.ticks(count);
  while (count > 1 && crowded(ticks)) ticks = x.ticks(--count);
  for (const t of ticks) {
    p.svg.append(el('line', { x1: x(t), x2: x(t), y1: p.top, y2: p.bottom, class: t === 0 ? 'zero' : 'grid' }));
    const half = widthOf(write(t), 11) / 2;
    const at = Math.min(Math.max(x(t), half), p.width - half);
    p.svg.append(el('text', { x: at, y: p.bottom + 15, 'text-anchor': 'middle', class: 'tick' }, write(t)));
  }
  const name = axisLabel(f);
  if (name) p.svg.append(el('text', { x: p.right, y: p.bottom + 33, 'text-anchor': 'end', class: 'axis' }, shorten(name, p.right - 4, 11)));
}

// Bands are the places of rows with names: beside their marks, or above them where there is no room beside.
export interface Bands { left: number; height: number; above: boolean; rows: { top: number; middle: number; lines: string[] }[] }

const step = 26, leading = 13;

export function bandsOf(names: string[], width: number): Bands {
  const longest = Math.max(20, ...names.map(n => widthOf(n, 12, 700))), narrow = width < 520;
  const most = narrow ? width * .36 : Math.min(300, width * .34);
  const above = narrow && longest > most, room = above ? width - 12 : Math.min(longest, most);
  const out: Bands = { left: above ? 4 : room + 12, height: 0, above, rows: [] };
  for (const name of names) {
    const lines = wrap(name, room + .5, 2, 12, 700), text = lines.length * leading;
    const tall = above ? text + step + 5 : Math.max(step, text + 8);
    out.rows.push({ top: out.height, middle: out.height + (above ? text + step / 2 - 1 : tall / 2), lines });
    out.height += tall;
  }
  return out;
}

// nameAt writes the name of the i-th row.
export function nameAt(p: Plane, b: Bands, i: number, name: string, strong = false): SVGTextElement {
  const { top, middle, lines } = b.rows[i];
  const cut = lines.some(l => l.endsWith('…')) ? { 'data-tip': name } : {};
  const look = { class: `name${strong ? ' strong' : ''}${b.above ? ' halo' : ''}`, ...cut };
  return b.above ? written(lines, p.left + 5, p.top + top + lines.length * leading / 2 + 2, look, leading)
    : written(lines, p.left - 8, p.top + middle, { 'text-anchor': 'end', ...look }, leading);
}

// Note is the label of a reference line, in a row above the plane where it touches no other.
export interface Note { at: number; left: number; row: number; label: string }

export function notesOf(lines: { at: number; label: string }[] = [], x: Scale): Note[] {
  const [left, right] = x.range(), out: Note[] = [];
  for (const l of [...lines].sort((a, b) => b.at - a.at)) { // from the right, so that a line rises beside the labels of later ones
    const at = x(l.at), w = widthOf(l.label, 11);
    if (at < left - 1 || at > right + 1) continue;
    const start = at + 4 + w <= right + 12 ? at + 4 : Math.max(0, at - 4 - w);
    let row = 0;
    while (l.label && out.some(o => o.label && o.row === row && o.left < start + w + 8 && start < o.left + widthOf(o.label, 11) + 8)) row++;
    out.push({ at, left: start, row, label: l.label });
  }
  return out;
}

// roomFor is the height that notes take above a plane.
export const roomFor = (notes: Note[]): number => Math.max(0, ...notes.filter(n => n.label).map(n => 14 * (n.row + 1) + 4));

export function references(p: Plane, notes: Note[]): void {
  for (const n of notes) {
    const y = p.top - 6 - 14 * n.row;
    p.svg.append(el('line', { x1: n.at, x2: n.at, y1: n.label ? y - 9 : p.top, y2: p.bottom, class: n.label ? 'reference' : 'zero' }));
    if (n.label) p.svg.append(el('text', { x: n.left, y, class: 'note halo' }, n.label));
  }
}
