// Pictures with two number axes: lines, scatter, distribution.
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { type Drawn, type Figure, type Row, distinct, number, rowsOf, text } from './figure';
import { type Edges, type Plane, type Scale, below, notesOf, plane, references, roomFor } from './axis';
import { axisLabel, tick, value } from './format';
import { apart, colour, el, linked, shorten, tipOf, widthOf, wrap, written } from './svg';

// beside draws the number axis at the left, its name above it.
function beside(p: Plane, y: Scale, f: Figure, head: number): void {
  const write = tick(f.y);
  for (const t of y.ticks(5)) {
    p.svg.append(el('line', { x1: p.left, x2: p.right, y1: y(t), y2: y(t), class: t === 0 ? 'zero' : 'grid' }));
    p.svg.append(el('text', { x: p.left - 6, y: y(t) + 4, 'text-anchor': 'end', class: 'tick' }, write(t)));
  }
  p.svg.append(el('text', { x: 0, y: head, class: 'axis' }, shorten(axisLabel(f.y), p.right - 4, 11)));
}

// leftOf is the margin that the ticks of a domain need.
const leftOf = (f: Figure, domain: number[]): number => Math.max(...scaleLinear(domain, [0, 1]).ticks(5).map(t => widthOf(tick(f.y)(t), 11))) + 12;

const nice = (low: number, high: number): number[] => scaleLinear([low, high === low ? low + 1 : high], [0, 1]).nice(5).domain();

// extentOf are the limits of an axis for lines: from zero unless all lie far from it.
export function extentOf(values: number[]): number[] {
  const low = Math.min(...values), high = Math.max(...values);
  return nice(low > 0 && low > high / 2 ? low : Math.min(0, low), Math.max(high, Math.min(0, high)));
}

const valuesOf = (rows: Row[], field?: string): number[] => rows.map(r => number(r, field)).filter(Number.isFinite);

interface Course { name: string; rows: Row[]; color: string; strong: boolean; dash?: string; end: Row }

// courses are the lines of a picture, each with its rows in order.
function courses(f: Figure): Course[] {
  const rows = rowsOf(f);
  return distinct(rows, f.group).map((name, i) => {
    const own = rows.filter(r => text(r, f.group) === name).sort((a, b) => number(a, f.x?.field) - number(b, f.x?.field));
    const known = own.filter(r => Number.isFinite(number(r, f.y?.field)));
    return { name, rows: own, color: colour(i), strong: own.some(r => f.mark !== undefined && r[f.mark] === true), dash: i >= 8 ? '5 3' : undefined, end: known[known.length - 1] };
  }).filter(c => c.end);
}

// marksOf writes the values of the first axis under a plane, as many as there is room for.
function marksOf(p: Plane, x: Scale, f: Figure, values: number[]): void {
  let free = -Infinity;
  for (const t of [...new Set(values)].sort((a, b) => a - b)) {
    const s = tick(f.x)(t), half = widthOf(s, 11) / 2;
    if (x(t) - half < free) continue;
    free = x(t) + half + 8;
    p.svg.append(el('text', { x: x(t), y: p.bottom + 16, 'text-anchor': 'middle', class: 'tick' }, s));
  }
}

// lines draws a line for each name, named at its end.
export function lines(f: Figure, width: number): Drawn {
  const all = courses(f), rows = all.flatMap(c => c.rows), xs = valuesOf(rows, f.x?.field), domain = extentOf(valuesOf(rows, f.y?.field));
  const room = Math.min(width < 520 ? width * .3 : 220, Math.max(...all.map(c => widthOf(c.name, 11, c.strong ? 700 : 400)))) + 2;
  const names = all.map(c => wrap(c.name, room, 2, 11, c.strong ? 700 : 400)), tallest = Math.max(...names.map(n => n.length * 12)) + 3;
  const height = Math.max(280, Math.min(380, width * .5), all.length * tallest + 60);
  const p = plane(width, height, { left: leftOf(f, domain), right: room + 22, top: 28, bottom: 26 });
  const y = scaleLinear(domain, [p.bottom, p.top]), first = Math.min(...xs), last = Math.max(...xs);
  const x = scaleLinear([first, last === first ? first + 1 : last], [p.left + 8, p.right - 4]);
  beside(p, y, f, 12);
  marksOf(p, x, f, xs);
  const ends = all.map(c => y(number(c.end, f.y?.field))), at = apart(ends, tallest, p.top, p.bottom + 8);
  const dots = (x(last) - x(first)) / Math.max(1, new Set(xs).size - 1) > 16 ? 3.5 : 0;
  all.forEach((c, i) => {
    const known = (r: Row) => Number.isFinite(number(r, f.y?.field));
    const path = line<Row>(r => x(number(r, f.x?.field)), r => y(number(r, f.y?.field))).defined(known);
    p.svg.append(el('path', { d: path(c.rows) ?? '', class: c.strong ? 'line strong' : 'line', stroke: c.color, 'stroke-dasharray': c.dash }));
    const end = x(number(c.end, f.x?.field));
    p.svg.append(el('path', { d: `M${end + 4} ${ends[i]}L${p.right + 4} ${ends[i]}L${p.right + 16} ${at[i]}`, class: 'leader', stroke: c.color }));
    p.svg.append(written(names[i], p.right + 19, at[i], { class: c.strong ? 'label strong' : 'label', ...(names[i].some(n => n.endsWith('…')) ? { 'data-tip': c.name } : {}) }, 12));
  });
  for (const c of all) for (const r of c.rows) {
    if (!Number.isFinite(number(r, f.y?.field))) continue;
    const label = tipOf(f, r, `${c.name}, ${value(r[f.x?.field ?? ''], f.x)}`, f.y);
    const mark = el('circle', { cx: x(number(r, f.x?.field)), cy: y(number(r, f.y?.field)), r: dots || 5, fill: c.color, class: dots ? 'dot' : 'dot faint', 'data-tip': label });
    p.svg.append(linked(f, r, mark, label));
  }
  return { svg: p.svg };
}

type Box = [x: number, y: number, width: number, height: number];

const meet = (a: Box, b: Box): boolean => a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3];

// placeFor finds room for a label at a point, on one of its sides; what must be named may lie on other points.
export function placeFor(cx: number, cy: number, w: number, p: Edges, points: Box[], labels: Box[], must: boolean): [number, number] | undefined {
  const sides: [number, number][] = [[9, 4], [-9 - w, 4], [-w / 2, -10], [-w / 2, 19]];
  for (const over of must ? [false, true] : [false]) for (const [dx, dy] of sides) {
    const box: Box = [cx + dx - 2, cy + dy - 10, w + 4, 13];
    if (box[0] < p.left || box[0] + box[2] > p.right + 12 || box[1] < p.top - 4 || box[1] + box[3] > p.bottom) continue;
    if (labels.some(l => meet(l, box)) || !over && points.some(t => meet(t, box))) continue;
    labels.push(box);
    return [cx + dx, cy + dy];
  }
  return undefined;
}

// scatter draws a point for each row, named where there is room; a stressed one is named in any case.
export function scatter(f: Figure, width: number): Drawn {
  const rows = rowsOf(f).filter(r => Number.isFinite(number(r, f.x?.field)) && Number.isFinite(number(r, f.y?.field)));
  const xs = rows.map(r => number(r, f.x?.field)), ys = rows.map(r => number(r, f.y?.field));
  const down = nice(Math.min(...ys, 0), Math.max(...ys)), left = leftOf(f, down);
  const x = scaleLinear(nice(Math.min(...xs, 0), Math.max(...xs)), [left, width - 16]);
  const notes = notesOf(f.lines, x), top = 28 + roomFor(notes);
  const p = plane(width, Math.max(340, Math.min(460, width * .6)) + top - 28, { left, right: 16, top, bottom: 42 });
  const y = scaleLinear(down, [p.bottom, p.top]);
  beside(p, y, f, 12);
  below(p, x, f.x);
  references(p, notes);
  const own = (r: Row) => f.mark !== undefined && r[f.mark] === true;
  const points: Box[] = rows.map(r => [x(number(r, f.x?.field)) - 5, y(number(r, f.y?.field)) - 5, 10, 10]), labels: Box[] = [];
  for (const r of [...rows].sort((a, b) => Number(own(b)) - Number(own(a)))) {
    const cx = x(number(r, f.x?.field)), cy = y(number(r, f.y?.field)), name = text(r, f.group), label = tipOf(f, r, name, f.x, f.y);
    p.svg.append(linked(f, r, el('circle', { cx, cy, r: own(r) ? 7 : 5, fill: colour(own(r) ? 1 : 0), class: 'dot', 'data-tip': label }), label));
    const at = placeFor(cx, cy, widthOf(name, 11, own(r) ? 700 : 400), p, points, labels, own(r));
    if (at) p.svg.append(el('text', { x: at[0], y: at[1], class: own(r) ? 'label halo strong' : 'label halo' }, name));
  }
  return { svg: p.svg };
}

// distribution draws a column for each value of the first axis, and marks values within which a share lies.
export function distribution(f: Figure, width: number): Drawn {
  const rows = rowsOf(f), xs = valuesOf(rows, f.x?.field), up = nice(0, Math.max(...valuesOf(rows, f.y?.field), 0)), left = leftOf(f, up);
  const last = Math.max(...xs, ...(f.lines ?? []).map(l => l.at));
  const x = scaleLinear([Math.min(...xs, 0), last + 1], [left + 4, width - 16]);
  const notes = notesOf(f.lines, x), top = 30 + roomFor(notes);
  const p = plane(width, 260 + top, { left, right: 16, top, bottom: 42 });
  const y = scaleLinear(up, [p.bottom, p.top]);
  beside(p, y, f, 12);
  below(p, x, f.x);
  const gap = Math.min(...xs.slice(1).map((v, i) => Math.abs(v - xs[i])).filter(d => d > 0), 1);
  const w = Math.max(1, (x(gap) - x(0)) * .85);
  for (const r of rows) {
    const v = number(r, f.y?.field), at = number(r, f.x?.field);
    if (v > 0) p.svg.append(el('rect', { x: x(at) - w / 2, width: w, y: y(v), height: p.bottom - y(v), fill: colour(0), class: 'bar', 'data-tip': tipOf(f, r, value(at, f.x), f.y) }));
  }
  references(p, notes);
  return { svg: p.svg };
}
