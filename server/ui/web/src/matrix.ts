// A grid of cells, coloured and written.
import { type Drawn, type Figure, distinct, number, rowsOf, text } from './figure';
import { plane } from './axis';
import { value } from './format';
import { classes, shade } from './map';
import { el, linked, wrap, written } from './svg';

const tall = 24, lead = 12;

// matrix draws a cell for each name and group.
export function matrix(f: Figure, width: number): Drawn {
  const rows = rowsOf(f), names = distinct(rows, f.y?.field), groups = distinct(rows, f.group), field = f.x?.field;
  const left = Math.min(width < 560 ? 110 : 220, width * .34), cell = (width - left) / Math.max(1, groups.length);
  const heads = groups.map(g => wrap(g, cell - 4, 3, 11)), top = Math.max(1, ...heads.map(h => h.length)) * lead + 8;
  const limits = classes(rows.map(r => number(r, field)), f.color?.scale), p = plane(width, top + names.length * tall + 2, { left: 0, right: 0, top: 0, bottom: 0 });
  heads.forEach((lines, k) => p.svg.append(written(lines, left + (k + .5) * cell, top - 6 - (lines.length - 1) * lead / 2, { class: 'tick', 'text-anchor': 'middle' }, lead)));
  names.forEach((name, i) => {
    const lines = wrap(name, left - 8, 1, 11), y = top + i * tall;
    p.svg.append(written(lines, left - 6, y + tall / 2, { class: 'label', 'text-anchor': 'end', ...(lines[0].endsWith('…') ? { 'data-tip': name } : {}) }, lead));
  });
  for (const r of rows) {
    const v = number(r, field), k = groups.indexOf(text(r, f.group)), i = names.indexOf(text(r, f.y?.field)), at = limits.filter(l => v >= l).length;
    const label = `${text(r, f.y?.field)}, ${text(r, f.group)}\n${value(r[field ?? ''], f.x)}`;
    const box = el('rect', { x: left + k * cell + 1, y: top + i * tall + 1, width: Math.max(1, cell - 2), height: tall - 2, fill: Number.isFinite(v) ? shade(at, limits.length, f.color?.scale) : 'var(--nodata)', class: 'bar', 'data-tip': label });
    p.svg.append(linked(f, r, box, label));
  }
  return { svg: p.svg };
}
