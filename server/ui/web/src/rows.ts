// Pictures with a row for each name: bars, dumbbells, intervals.
import { type Drawn, type Figure, type Row, distinct, number, rowsOf, text } from './figure';
import { type Bands, type Plane, type Scale, across, bandsOf, below, nameAt, notesOf, plane, references, roomFor } from './axis';
import { brief, value } from './format';
import { categories, colour, el, linked, tipOf, widthOf } from './svg';

// Board is a plane with named rows over a number axis.
interface Board { p: Plane; b: Bands; x: Scale; names: string[]; of: (name: string) => Row[] }

const stressed = (f: Figure, rows: Row[]): boolean => rows.some(r => f.mark !== undefined && r[f.mark] === true);

function board(f: Figure, width: number, values: number[], right: number, before = 8): Board {
  const rows = shownOf(f, width), names = distinct(rows, f.y?.field), b = bandsOf(names, width);
  const x = across(b.left + before - 8, width - right, values);
  const notes = notesOf(f.lines, x), top = 6 + roomFor(notes);
  const p = plane(width, top + b.height + (f.x?.label ? 42 : 24), { left: b.left, right, top, bottom: f.x?.label ? 42 : 24 });
  below(p, x, f.x);
  references(p, notes);
  const of = (name: string) => rows.filter(r => text(r, f.y?.field) === name);
  names.forEach((name, i) => p.svg.append(nameAt(p, b, i, name, stressed(f, of(name)))));
  return { p, b, x, names, of };
}

const kindOf = (f: Figure, kind: string): string => f.color?.labels?.[kind] ?? kind;

// stack places the parts of a bar one after the other, those below zero to the left.
export function stack(values: number[]): [number, number][] {
  let low = 0, high = 0;
  return values.map(v => {
    if (!Number.isFinite(v)) return [NaN, NaN];
    if (v < 0) return [low += v, low - v];
    return [high, high += v];
  });
}

// shownOf are the rows that fit a first screen where the window is narrow.
function shownOf(f: Figure, width: number): Row[] {
  const rows = rowsOf(f), names = distinct(rows, f.y?.field);
  return f.narrow && width < 460 ? rows.filter(r => names.indexOf(text(r, f.y?.field)) < (f.narrow ?? 0)) : rows;
}

// bars draws a bar for each name, in parts where colours say so.
export function bars(f: Figure, width: number): Drawn {
  const rows = shownOf(f, width), kinds = f.color ? distinct(rows, f.color.field) : [''];
  const { color, legend } = categories(f, kinds);
  const of = (name: string) => rows.filter(r => text(r, f.y?.field) === name);
  const ends = distinct(rows, f.y?.field).flatMap(name => stack(of(name).map(r => number(r, f.x?.field)))).flat();
  const alone = kinds.length === 1, room = alone ? Math.max(...rows.map(r => widthOf(brief(number(r, f.x?.field), f.x), 11))) + 10 : 12;
  const d = board(f, width, ends, ends.some(e => e > 0) || !alone ? room : 12, alone && ends.some(e => e < 0) ? room : 8);
  d.names.forEach((name, i) => {
    const own = d.of(name), y = d.p.top + d.b.rows[i].middle;
    stack(own.map(r => number(r, f.x?.field))).forEach(([from, to], k) => {
      const kind = text(own[k], f.color?.field), label = tipOf(f, own[k], kind ? `${name}: ${kindOf(f, kind)}` : name, f.x);
      if (Number.isFinite(from)) {
        const fill = f.color ? color(kind) : own[k].muted ? 'var(--blank)' : colour(stressed(f, own) ? 1 : 0);
        const bar = el('rect', { x: d.x(from), y: y - 9, width: Math.max(d.x(to) - d.x(from), .5), height: 18, fill, class: 'bar', 'data-tip': label });
        d.p.svg.append(linked(f, own[k], bar, label));
      }
      if (alone) d.p.svg.append(from < 0 ? el('text', { x: d.x(from) - 5, y: y + 4, 'text-anchor': 'end', class: 'tick' }, brief(number(own[k], f.x?.field), f.x))
        : el('text', { x: d.x(Number.isFinite(to) ? to : 0) + 5, y: y + 4, class: 'tick' }, brief(number(own[k], f.x?.field), f.x)));
    });
  });
  return { svg: d.p.svg, legend: f.color ? legend : undefined };
}

// dot is the mark of the n-th kind: kinds differ in shape as in colour.
function dot(n: number, x: number, y: number, attributes: Record<string, string>): SVGElement {
  const look = { class: 'dot', ...attributes };
  if (n % 3 === 1) return el('rect', { x: x - 5, y: y - 5, width: 10, height: 10, ...look });
  if (n % 3 === 2) return el('path', { d: `M${x} ${y - 7}L${x + 7} ${y}L${x} ${y + 7}L${x - 7} ${y}Z`, ...look });
  return el('circle', { cx: x, cy: y, r: 5.5, ...look });
}

// dumbbell draws two or more ends for each name, and the distance between them.
export function dumbbell(f: Figure, width: number): Drawn {
  const rows = rowsOf(f), field = f.group ?? f.color?.field, kinds = f.color?.order ?? distinct(rows, field);
  const { color, legend } = categories(f, distinct(rows, field));
  const d = board(f, width, rows.map(r => number(r, f.x?.field)), 16);
  d.names.forEach((name, i) => {
    const y = d.p.top + d.b.rows[i].middle, own = d.of(name).filter(r => Number.isFinite(number(r, f.x?.field)));
    const at = own.map(r => d.x(number(r, f.x?.field)));
    if (at.length > 1) d.p.svg.append(el('line', { x1: Math.min(...at), x2: Math.max(...at), y1: y, y2: y, class: 'span' }));
    own.forEach((r, k) => {
      const kind = text(r, field), label = tipOf(f, r, `${name}: ${kindOf(f, kind)}`, f.x);
      const touching = at.some((o, m) => m < k && Math.abs(o - at[k]) < 6); // the later one is drawn smaller, so that both are seen
      const mark = dot(kinds.indexOf(kind), at[k], y, { fill: color(kind), 'data-tip': label });
      if (touching) mark.setAttribute('transform', `translate(${at[k]} ${y}) scale(.6) translate(${-at[k]} ${-y})`);
      d.p.svg.append(linked(f, r, mark, label));
    });
  });
  return { svg: d.p.svg, legend };
}

// range says an interval in words.
const range = (f: Figure, row: Row, low?: string, high?: string): string[] => {
  const as = { field: '', label: '', format: f.x?.format, unit: f.x?.unit };
  return low && high && Number.isFinite(number(row, low)) && Number.isFinite(number(row, high)) ? [`${value(row[low], as)} – ${value(row[high], as)}`] : [];
};

// intervals draws from low to high for each name, what lies surely inside, and the central value where there is one.
export function intervals(f: Figure, width: number): Drawn {
  const rows = rowsOf(f), { color, legend } = categories(f, f.color ? distinct(rows, f.color.field) : ['']);
  const point = f.x?.field && ![f.high, f.low].includes(f.x.field) ? f.x : undefined;
  const d = board(f, width, rows.flatMap(r => [f.low, f.high, f.x?.field].map(k => number(r, k))), 16);
  d.names.forEach((name, i) => {
    const own = d.of(name);
    own.forEach((r, k) => {
      const y = d.p.top + d.b.rows[i].middle + (k - (own.length - 1) / 2) * 9, kind = text(r, f.color?.field);
      const lines = [tipOf({ ...f, tip: [] }, r, kind ? `${name}: ${kindOf(f, kind)}` : name, point), ...range(f, r, f.low, f.high), ...range(f, r, f.innerLow, f.innerHigh)];
      const label = [...lines, ...tipOf(f, r, '').split('\n').slice(1)].join('\n');
      const fill = f.color ? color(kind) : colour(stressed(f, own) ? 1 : 0), g = el('g', { 'data-tip': label, class: 'interval' });
      const bar = (low: number, high: number, h: number, look: string) => {
        if (Number.isFinite(low) && Number.isFinite(high)) g.append(el('rect', { x: d.x(low), y: y - h / 2, width: Math.max(d.x(high) - d.x(low), 2), height: h, rx: h / 2, fill, class: look }));
      };
      bar(number(r, f.low), number(r, f.high), 8, 'range');
      bar(number(r, f.innerLow), number(r, f.innerHigh), 8, 'inner');
      if (point && Number.isFinite(number(r, point.field))) g.append(el('circle', { cx: d.x(number(r, point.field)), cy: y, r: 5, fill, class: 'dot' }));
      d.p.svg.append(linked(f, r, g, label));
    });
  });
  return { svg: d.p.svg, legend: f.color ? legend : undefined };
}
