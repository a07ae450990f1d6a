// Pictures with two number axes: lines, scatter, distribution.
import { scaleLinear, type ScaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { type Drawn, type Figure, distinct, number, rowsOf, text } from './figure';
import { below, plane, references, type Plane } from './axis';
import { axisLabel, tick, value } from './format';
import { apart, colour, el, linked, shorten, tipOf, widthOf } from './svg';

// beside draws the number axis at the left, its name above it.
function beside(p: Plane, y: ScaleLinear<number, number>, f: Figure): void {
  const write = tick(f.y);
  for (const t of y.ticks(5)) {
    p.svg.append(el('line', { x1: p.left, x2: p.right, y1: y(t), y2: y(t), class: t === 0 ? 'zero' : 'grid' }));
    p.svg.append(el('text', { x: p.left - 6, y: y(t) + 4, 'text-anchor': 'end', class: 'tick' }, write(t)));
  }
  p.svg.append(el('text', { x: 2, y: p.top - 10, class: 'axis' }, shorten(axisLabel(f.y), p.right - 4, 11)));
}

const left = (f: Figure, ticks: number[]): number => Math.max(...ticks.map(t => widthOf(tick(f.y)(t), 11))) + 12;

// lines draws a line for each name, named at its end.
export function lines(f: Figure, width: number): Drawn {
  const rows = rowsOf(f).filter(r => Number.isFinite(number(r, f.y?.field)));
  const names = distinct(rows, f.group);
  const xs = rows.map(r => number(r, f.x?.field)), ys = rows.map(r => number(r, f.y?.field));
  const domain = scaleLinear([Math.min(0, ...ys), Math.max(...ys, 0)], [0, 1]).nice(5).domain();
  const height = Math.max(280, Math.min(380, width * .55), names.length * 15 + 80);
  const label = Math.min(width * .34, Math.max(...names.map(n => widthOf(n, 11))) + 14);
  const p = plane(width, height, { left: left(f, scaleLinear(domain, [0, 1]).ticks(5)), right: label, top: 28, bottom: 26 });
  const y = scaleLinear(domain, [p.bottom, p.top]);
  const first = Math.min(...xs), last = Math.max(...xs);
  const x = scaleLinear([first, last === first ? first + 1 : last], [p.left + 4, p.right - 4]);
  beside(p, y, f);
  let free = -Infinity;
  for (const t of [...new Set(xs)].sort((a, b) => a - b)) {
    const s = tick(f.x)(t), half = widthOf(s, 11) / 2;
    if (x(t) - half < free) continue;
    free = x(t) + half + 8;
    p.svg.append(el('text', { x: x(t), y: p.bottom + 16, 'text-anchor': 'middle', class: 'tick' }, s));
  }
  const ends = names.map(n => { const own = rows.filter(r => text(r, f.group) === n); return y(number(own[own.length - 1], f.y?.field)); });
  const at = apart(ends, 14, p.top, p.bottom + 8);
  names.forEach((name, i) => {
    const own = rows.filter(r => text(r, f.group) === name).sort((a, b) => number(a, f.x?.field) - number(b, f.x?.field));
    const path = line<[number, number]>()(own.map(r => [x(number(r, f.x?.field)), y(number(r, f.y?.field))]));
    const dash = i >= 8 ? '5 3' : undefined;
    p.svg.append(el('path', { d: path ?? '', class: 'line', stroke: colour(i), 'stroke-dasharray': dash }));
    for (const r of own) p.svg.append(el('circle', { cx: x(number(r, f.x?.field)), cy: y(number(r, f.y?.field)), r: 3.5, fill: colour(i), class: 'dot', 'data-tip': tipOf(f, r, `${name}, ${value(r[f.x?.field ?? ''], f.x)}`, f.y) }));
    const end = x(number(own[own.length - 1], f.x?.field));
    p.svg.append(el('line', { x1: end + 5, y1: ends[i], x2: p.right + 6, y2: at[i], class: 'leader', stroke: colour(i) }));
    p.svg.append(el('text', { x: p.right + 9, y: at[i] + 4, class: 'label', ...(widthOf(name, 11) > label - 12 ? { 'data-tip': name } : {}) }, shorten(name, label - 12, 11)));
  });
  return { svg: p.svg };
}

// scatter draws a point for each row, named where there is room.
export function scatter(f: Figure, width: number): Drawn {
  const rows = rowsOf(f).filter(r => Number.isFinite(number(r, f.x?.field)) && Number.isFinite(number(r, f.y?.field)));
  const xs = rows.map(r => number(r, f.x?.field)), ys = rows.map(r => number(r, f.y?.field));
  const domain = (v: number[]) => scaleLinear([Math.min(...v, 0), Math.max(...v)], [0, 1]).nice(5).domain();
  const height = Math.max(320, Math.min(460, width * .6));
  const p = plane(width, height, { left: left(f, scaleLinear(domain(ys), [0, 1]).ticks(5)), right: 16, top: 28, bottom: 42 });
  const x = scaleLinear(domain(xs), [p.left, p.right]), y = scaleLinear(domain(ys), [p.bottom, p.top]);
  beside(p, y, f);
  below(p, x, f.x);
  references(p, x, f.lines);
  const taken: [number, number, number, number][] = rows.map(r => [x(number(r, f.x?.field)) - 5, y(number(r, f.y?.field)) - 5, 10, 10]);
  const order = [...rows].sort((a, b) => Number(f.mark ? b[f.mark] === true : 0) - Number(f.mark ? a[f.mark] === true : 0));
  for (const r of order) {
    const cx = x(number(r, f.x?.field)), cy = y(number(r, f.y?.field)), own = f.mark ? r[f.mark] === true : false, name = text(r, f.group);
    const label = tipOf(f, r, name, f.x, f.y);
    p.svg.append(linked(f, r, el('circle', { cx, cy, r: own ? 7 : 5, fill: own ? colour(1) : colour(0), class: 'dot', 'data-tip': label }), label));
    const w = widthOf(name, 11, own ? 700 : 400);
    for (const [dx, dy] of [[8, 4], [-8 - w, 4], [-w / 2, -10], [-w / 2, 18]]) {
      const box: [number, number, number, number] = [cx + dx - 2, cy + dy - 10, w + 4, 13];
      if (box[0] < p.left || box[0] + box[2] > p.right + 14 || box[1] < p.top - 4 || box[1] + box[3] > p.bottom || taken.some(t => t[0] < box[0] + box[2] && box[0] < t[0] + t[2] && t[1] < box[1] + box[3] && box[1] < t[1] + t[3])) continue;
      taken.push(box);
      p.svg.append(el('text', { x: cx + dx, y: cy + dy, class: own ? 'label strong' : 'label' }, name));
      break;
    }
  }
  return { svg: p.svg };
}

// distribution draws a column for each value of the first axis, and marks values within which a share lies.
export function distribution(f: Figure, width: number): Drawn {
  const rows = rowsOf(f);
  const xs = rows.map(r => number(r, f.x?.field)), ys = rows.map(r => number(r, f.y?.field));
  const top = 28 + 14 * Math.max(0, (f.lines ?? []).length - 1) * (width < 600 ? 1 : 0);
  const domain = scaleLinear([0, Math.max(...ys, 0)], [0, 1]).nice(5).domain();
  const p = plane(width, 280 + top - 28, { left: left(f, scaleLinear(domain, [0, 1]).ticks(5)), right: 16, top, bottom: 42 });
  const last = Math.max(...xs, ...(f.lines ?? []).map(l => l.at));
  const x = scaleLinear([Math.min(...xs, 0), last + 1], [p.left + 2, p.right]), y = scaleLinear(domain, [p.bottom, p.top + 20]);
  beside(p, y, f);
  below(p, x, f.x);
  const gap = Math.min(...xs.slice(1).map((v, i) => Math.abs(v - xs[i])).filter(d => d > 0), 1);
  const w = Math.max(1, (x(gap) - x(0)) * .85);
  for (const r of rows) {
    const v = number(r, f.y?.field), at = number(r, f.x?.field);
    if (v > 0) p.svg.append(el('rect', { x: x(at) - w / 2, width: w, y: y(v), height: p.bottom - y(v), fill: colour(0), 'data-tip': tipOf(f, r, value(at, f.x), f.y) }));
  }
  references(p, x, f.lines);
  return { svg: p.svg };
}
