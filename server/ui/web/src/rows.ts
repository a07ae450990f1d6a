// Pictures with a row for each name: bars, dumbbells, intervals.
import { type Drawn, type Figure, distinct, number, rowsOf, text } from './figure';
import { across, below, nameAt, nameWidth, plane, references } from './axis';
import { tick, value } from './format';
import { categories, colour, el, linked, tipOf, widthOf } from './svg';

const step = 26;

function board(f: Figure, width: number, names: string[], right: number, top = 6) {
  const left = nameWidth(names, width);
  const bottom = f.x?.label ? 42 : 24;
  return plane(width, top + names.length * step + bottom, { left, right, top, bottom });
}

// bars draws a bar for each name, in parts where colours say so.
export function bars(f: Figure, width: number): Drawn {
  const rows = rowsOf(f), names = distinct(rows, f.y?.field);
  const kinds = f.color ? distinct(rows, f.color.field) : [''];
  const { color, legend } = categories(f, kinds);
  const totals = names.map(n => {
    const v = rows.filter(r => text(r, f.y?.field) === n).map(r => number(r, f.x?.field)).filter(Number.isFinite);
    return [v.filter(x => x < 0).reduce((a, b) => a + b, 0), v.filter(x => x > 0).reduce((a, b) => a + b, 0)];
  });
  const write = tick(f.x), single = kinds.length === 1;
  const room = single ? Math.max(...rows.map(r => widthOf(write(number(r, f.x?.field)), 11))) + 10 : 12;
  const p = board(f, width, names, room);
  const x = across(p, [Math.min(...totals.map(t => t[0])), Math.max(...totals.map(t => t[1]))]);
  below(p, x, f.x);
  names.forEach((name, i) => {
    const y = p.top + i * step;
    const own = rows.filter(r => text(r, f.y?.field) === name);
    p.svg.append(nameAt(p, y + step / 2, name, own.some(r => f.mark && r[f.mark] === true)));
    let low = 0, high = 0;
    for (const r of own) {
      const v = number(r, f.x?.field);
      if (!Number.isFinite(v)) continue;
      const from = v < 0 ? low : high, to = from + v;
      if (v < 0) low = to; else high = to;
      const kind = text(r, f.color?.field);
      const label = tipOf(f, r, kind ? `${name}: ${f.color?.labels?.[kind] ?? kind}` : name, f.x);
      const a = x(Math.min(from, to)), b = x(Math.max(from, to));
      const bar = el('rect', { x: a, y: y + 4, width: Math.max(b - a, .5), height: step - 8, fill: f.color ? color(kind) : f.mark && r[f.mark] === true ? colour(1) : colour(0), 'data-tip': label });
      p.svg.append(linked(f, r, bar, label));
      if (single) p.svg.append(v < 0 ? el('text', { x: x(0) + 6, y: y + step / 2 + 4, class: 'tick value' }, write(v)) : el('text', { x: b + 6, y: y + step / 2 + 4, class: 'tick value' }, write(v)));
    }
  });
  references(p, x, f.lines);
  return { svg: p.svg, legend: f.color ? legend : undefined };
}

// dumbbell draws two or more ends for each name, and the distance between them.
export function dumbbell(f: Figure, width: number): Drawn {
  const rows = rowsOf(f), names = distinct(rows, f.y?.field), kinds = distinct(rows, f.group ?? f.color?.field);
  const { color, legend } = categories(f, kinds);
  const values = rows.map(r => number(r, f.x?.field)).filter(Number.isFinite);
  const p = board(f, width, names, 16, (f.lines ?? []).some(l => l.label) ? 22 : 6);
  const x = across(p, [Math.min(...values), Math.max(...values)], f.x?.format !== 'rank');
  below(p, x, f.x);
  references(p, x, f.lines);
  names.forEach((name, i) => {
    const y = p.top + i * step + step / 2;
    const own = rows.filter(r => text(r, f.y?.field) === name && Number.isFinite(number(r, f.x?.field)));
    p.svg.append(nameAt(p, y, name, own.some(r => f.mark && r[f.mark] === true)));
    const at = own.map(r => x(number(r, f.x?.field)));
    if (at.length > 1) p.svg.append(el('line', { x1: Math.min(...at), x2: Math.max(...at), y1: y, y2: y, class: 'span' }));
    own.forEach((r, k) => {
      const kind = text(r, f.group ?? f.color?.field);
      const label = tipOf(f, r, `${name}: ${f.color?.labels?.[kind] ?? kind}`, f.x);
      const shape = kinds.indexOf(kind) % 2
        ? el('rect', { x: at[k] - 5, y: y - 5, width: 10, height: 10, fill: color(kind), class: 'dot', 'data-tip': label })
        : el('circle', { cx: at[k], cy: y, r: 5.5, fill: color(kind), class: 'dot', 'data-tip': label });
      p.svg.append(linked(f, r, shape, label));
    });
  });
  return { svg: p.svg, legend };
}

// intervals draws from low to high for each name, and the central value where there is one.
export function intervals(f: Figure, width: number): Drawn {
  const rows = rowsOf(f), names = distinct(rows, f.y?.field);
  const kinds = f.color ? distinct(rows, f.color.field) : [''];
  const { color, legend } = categories(f, kinds);
  const all = rows.flatMap(r => [number(r, f.low), number(r, f.high), number(r, f.x?.field)]).filter(Number.isFinite);
  const p = board(f, width, names, 16, (f.lines ?? []).some(l => l.label) ? 22 : 6);
  const x = across(p, [Math.min(...all), Math.max(...all)]);
  below(p, x, f.x);
  references(p, x, f.lines);
  rows.forEach(r => {
    const name = text(r, f.y?.field), own = f.mark && r[f.mark] === true;
    const same = rows.filter(o => text(o, f.y?.field) === name);
    const y = p.top + names.indexOf(name) * step + step / 2 + (same.length > 1 ? (same.indexOf(r) - (same.length - 1) / 2) * 9 : 0);
    if (same[0] === r) p.svg.append(nameAt(p, p.top + names.indexOf(name) * step + step / 2, name, own === true));
    const low = number(r, f.low), high = number(r, f.high), mid = number(r, f.x?.field), kind = text(r, f.color?.field);
    const range = { field: '', label: '', format: f.x?.format, unit: f.x?.unit };
    const label = tipOf(f, r, kind ? `${name}: ${f.color?.labels?.[kind] ?? kind}` : name, f.x?.field === f.high ? undefined : f.x) + (Number.isFinite(low) && Number.isFinite(high) ? `\n${value(low, range)} – ${value(high, range)}` : '');
    const fill = f.color ? color(kind) : own ? colour(1) : colour(0);
    const g = el('g', { 'data-tip': label });
    if (Number.isFinite(low) && Number.isFinite(high)) g.append(el('rect', { x: x(low), y: y - 4, width: Math.max(x(high) - x(low), 2), height: 8, rx: 4, fill, class: 'range' }));
    if (Number.isFinite(mid) && f.x?.field && f.x.field !== f.high) g.append(el('circle', { cx: x(mid), cy: y, r: 5, fill, class: 'dot' }));
    p.svg.append(linked(f, r, g, label));
  });
  return { svg: p.svg, legend: f.color ? legend : undefined };
}
