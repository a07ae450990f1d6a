// Axes and grids: a number axis below a drawing, names at its left.
import { scaleLinear, type ScaleLinear } from 'd3-scale';
import type { Field } from './figure';
import { axisLabel, tick } from './format';
import { el, shorten, widthOf } from './svg';

export interface Plane { svg: SVGSVGElement; left: number; right: number; top: number; bottom: number }

export function plane(width: number, height: number, m: { left: number; right: number; top: number; bottom: number }): Plane {
  const svg = el('svg', { viewBox: `0 0 ${width} ${height}`, width, height, class: 'plane' });
  return { svg, left: m.left, right: width - m.right, top: m.top, bottom: height - m.bottom };
}

export function across(p: Plane, domain: [number, number], zero = true): ScaleLinear<number, number> {
  let [low, high] = domain;
  if (zero) [low, high] = [Math.min(0, low), Math.max(0, high)];
  if (low === high) high = low + 1;
  return scaleLinear([low, high], [p.left, p.right]).nice(4);
}

// below draws the number axis and its grid; labels never touch, the axis' name stands under them.
export function below(p: Plane, x: ScaleLinear<number, number>, f?: Field): void {
  const write = tick(f);
  let count = Math.max(2, Math.floor((p.right - p.left) / 80));
  let ticks = x.ticks(count);
  while (count > 1 && ticks.some((t, i) => i > 0 && x(t) - x(ticks[i - 1]) < widthOf(write(t), 11) / 2 + widthOf(write(ticks[i - 1]), 11) / 2 + 8)) ticks = x.ticks(--count);
  for (const t of ticks) {
    p.svg.append(el('line', { x1: x(t), x2: x(t), y1: p.top, y2: p.bottom, class: t === 0 ? 'zero' : 'grid' }));
    const half = widthOf(write(t), 11) / 2;
    const at = Math.min(Math.max(x(t), half), Number(p.svg.getAttribute('width')) - half);
    p.svg.append(el('text', { x: at, y: p.bottom + 15, 'text-anchor': 'middle', class: 'tick' }, write(t)));
  }
  const name = axisLabel(f);
  if (name) {
    const whole = Number(p.svg.getAttribute('width'));
    p.svg.append(el('text', { x: p.right, y: p.bottom + 33, 'text-anchor': 'end', class: 'axis' }, shorten(name, whole - 8, 11)));
  }
}

// nameWidth is the room that names at the left get: what the longest needs, and no more than a share of the width.
export function nameWidth(names: string[], width: number): number {
  const most = width < 520 ? width * .38 : Math.min(300, width * .34);
  return Math.min(most, Math.max(...names.map(n => widthOf(n)), 20)) + 12;
}

// nameAt writes a row's name at the left of the plane.
export function nameAt(p: Plane, y: number, name: string, strong = false): SVGTextElement {
  return el('text', { x: p.left - 8, y: y + 4, 'text-anchor': 'end', class: strong ? 'name strong' : 'name', ...(widthOf(name) > p.left - 12 ? { 'data-tip': name } : {}) }, shorten(name, p.left - 12));
}

// reference draws reference lines, their labels above each other where they would touch.
export function references(p: Plane, x: ScaleLinear<number, number>, lines: { at: number; label: string }[] = []): void {
  const taken: { row: number; right: number }[] = [];
  for (const l of [...lines].sort((a, b) => a.at - b.at)) {
    const at = x(l.at);
    if (at < p.left - 1 || at > p.right + 1) continue;
    p.svg.append(el('line', { x1: at, x2: at, y1: p.top, y2: p.bottom, class: l.label ? 'reference' : 'zero' }));
    if (!l.label) continue;
    const w = widthOf(l.label, 11);
    const end = at + 4 + w > p.right;
    const left = end ? at - 4 - w : at + 4;
    let row = 0;
    while (taken.some(o => o.row === row && o.right > left - 6)) row++;
    taken.push({ row, right: left + w });
    p.svg.append(el('text', { x: left, y: p.top + 10 + row * 14, class: 'note' }, l.label));
  }
}
