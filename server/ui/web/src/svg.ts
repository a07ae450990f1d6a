// Small helpers for drawings.
import type { Field, Figure, Row } from './figure';
import { text } from './figure';
import { value } from './format';

const space = 'http://www.w3.org/2000/svg';

export function el<K extends keyof SVGElementTagNameMap>(name: K, attributes: Record<string, string | number | undefined> = {}, ...children: (Node | string)[]): SVGElementTagNameMap[K] {
  const e = document.createElementNS(space, name);
  for (const [k, v] of Object.entries(attributes)) if (v !== undefined) e.setAttribute(k, String(v));
  e.append(...children);
  return e;
}

let ruler: CanvasRenderingContext2D | null | undefined;

// widthOf measures a label in pixels.
export function widthOf(s: string, size = 12, weight = 400): number {
  ruler ??= document.createElement('canvas').getContext('2d');
  if (!ruler) return s.length * size * .56;
  ruler.font = `${weight} ${size}px system-ui, sans-serif`;
  return ruler.measureText(s).width;
}

// shorten cuts a label to a width; the full one is in the tip.
export function shorten(s: string, width: number, size = 12, weight = 400): string {
  if (widthOf(s, size, weight) <= width) return s;
  let n = s.length - 1;
  while (n > 1 && widthOf(s.slice(0, n).trimEnd() + '…', size, weight) > width) n--;
  return s.slice(0, n).trimEnd() + '…';
}

// wrap breaks a label into lines of a width, at most so many; what does not fit is cut.
export function wrap(s: string, width: number, most = Infinity, size = 12, weight = 400): string[] {
  const out: string[] = [];
  for (const word of s.split(' ')) {
    const longer = `${out[out.length - 1]} ${word}`;
    if (out.length && (out.length >= most || widthOf(longer, size, weight) <= width)) out[out.length - 1] = longer;
    else out.push(word);
  }
  return out.map(line => shorten(line, width, size, weight));
}

// written is a label of one or more lines, centred on a height.
export function written(lines: string[], x: number, y: number, attributes: Record<string, string | number | undefined>, leading = 13): SVGTextElement {
  const first = y + 4 - (lines.length - 1) * leading / 2;
  if (lines.length === 1) return el('text', { x, y: first, ...attributes }, lines[0]);
  return el('text', attributes, ...lines.map((line, i) => el('tspan', { x, y: first + i * leading }, line)));
}

// colour is the n-th of the page's colours for categories.
export const colour = (n: number): string => `var(--c${n % 8})`;

// categoriesOf gives each of some categories its colour, and says what the colours stand for.
export function categoriesOf(f: Figure, order: string[]): { color: (v: string) => string; legend: { label: string; color: string }[] } {
  const color = (v: string) => colour(Math.max(0, order.indexOf(v)));
  return { color, legend: order.map(v => ({ label: f.color?.labels?.[v] ?? v, color: color(v) })) };
}

// categories gives each value of a colour field its colour; the legend has those that are there.
export function categories(f: Figure, values: string[]): ReturnType<typeof categoriesOf> {
  const order = f.color?.order ?? values, all = categoriesOf(f, order);
  return { color: all.color, legend: all.legend.filter((_, i) => values.includes(order[i])) };
}

// tipOf says what a mark stands for: its name, its number, and what else the picture tells.
export function tipOf(f: Figure, row: Row, name: string, ...fields: (Field | undefined)[]): string {
  const lines = [name];
  for (const g of [...fields, ...(f.tip ?? [])]) if (g?.field && row[g.field] != null) lines.push(`${g.label ? g.label + ': ' : ''}${value(row[g.field], g)}`);
  return lines.join('\n');
}

// linked makes a mark lead to where its row says.
export function linked(f: Figure, row: Row, mark: SVGElement, label: string): SVGElement {
  const href = f.href ? text(row, f.href) : '';
  return href ? el('a', { href, 'aria-label': label.replaceAll('\n', ', ') }, mark) : mark;
}

// apart moves positions in rising order until they are a distance from each other, within an extent.
export function apart(at: number[], distance: number, low: number, high: number): number[] {
  const order = at.map((_, i) => i).sort((a, b) => at[a] - at[b]);
  const out = [...at];
  let floor = low;
  for (const i of order) floor = (out[i] = Math.max(out[i], floor)) + distance;
  let ceiling = high;
  for (const i of order.reverse()) ceiling = (out[i] = Math.min(out[i], ceiling)) - distance;
  return out;
}
