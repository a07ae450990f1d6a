// The world, coloured by rows.
import { geoEqualEarth, geoPath, type GeoPath } from 'd3-geo';
import { scaleLinear } from 'd3-scale';
import { feature, mesh } from 'topojson-client';
import type { Feature, Geometry, MultiPoint } from 'geojson';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { type Drawn, type Entry, type Figure, type Row, number, rowsOf, text } from './figure';
import { axisLabel, tick, value } from './format';
import { plane } from './axis';
import { el, linked } from './svg';
import { say } from './words';

let world: Promise<Topology> | undefined;

// shapes fetches the shapes once; a failure is forgotten, so that the next picture tries again.
const shapes = (): Promise<Topology> => world ??= fetch('/assets/world.json').then(r => { if (!r.ok) throw new Error(r.statusText); return r.json(); }).catch(e => { world = undefined; throw e; });

const round = (v: number, digits: number): number => Number(v.toPrecision(digits));

// classes are the limits between the map's colours: even steps; even in orders of magnitude where values differ by them;
// the same on both sides of zero where colours diverge, with a class for hardly any change, by the second largest: one
// economy's change does not hide all others'.
export function classes(values: number[], scale?: string): number[] {
  const v = values.filter(Number.isFinite);
  if (v.length === 0) return [];
  const low = Math.min(...v), high = Math.max(...v);
  if (scale === 'diverging') { const sizes = v.map(Math.abs).sort((a, b) => b - a), most = sizes[Math.min(1, sizes.length - 1)] || sizes[0]; return [-.6, -.2, -.02, .02, .2, .6].map(s => round(s * most, 2)); }
  if (low > 0 && (scale === 'log' || high / low > 10)) {
    const step = Math.log10(high / low) / 6;
    return [...new Set([1, 2, 3, 4, 5].map(i => round(low * 10 ** (i * step), 1)))];
  }
  let limits: number[] = [];
  for (let n = 6; n > 1 && (limits.length === 0 || limits.length > 6); n--) limits = scaleLinear([low, high], [0, 1]).ticks(n).filter(t => t > low && t < high);
  return limits;
}

// shade is the colour of the k-th of some classes.
export const shade = (k: number, limits: number, scale?: string): string => scale === 'diverging' ? `var(--d${k})` : `var(--s${limits === 0 ? 3 : Math.round(k * 6 / limits)})`;

// legendOf says what the colours stand for.
function legendOf(f: Figure, limits: number[], missing: boolean): Entry[] {
  const write = tick(f.y), color = (k: number) => shade(k, limits.length, f.color?.scale);
  const out: Entry[] = limits.length === 0 ? [] : [{ label: `< ${write(limits[0])}`, color: color(0) },
    ...limits.slice(1).map((l, i) => ({ label: `${write(limits[i])} – ${write(l)}`, color: color(i + 1) })), { label: `≥ ${write(limits[limits.length - 1])}`, color: color(limits.length) }];
  if (f.low && f.high) out.push({ label: say('unsure'), color: 'unsure' });
  return missing ? [...out, { label: say('no-data'), color: 'hatch' }] : out;
}

// hatch fills what has no value, so that it cannot be taken for a low one.
function hatch(): SVGElement {
  return el('defs', {}, el('pattern', { id: 'hatch', width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    el('rect', { width: 5, height: 5, class: 'nodata' }), el('line', { x1: 0, y1: 0, x2: 0, y2: 5, class: 'stripe' })),
  el('pattern', { id: 'unsure', width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, el('line', { x1: 0, y1: 0, x2: 0, y2: 5, class: 'doubt' })));
}

// doubtful reports whether a row's interval has both signs.
const doubtful = (f: Figure, r: Row): boolean => f.low !== undefined && f.high !== undefined && number(r, f.low) < 0 && number(r, f.high) > 0;

// framed is the world with the Pacific in its middle, without Antarctica, and the height that it takes.
function framed(width: number): { path: GeoPath; height: number } {
  const projection = geoEqualEarth().rotate([-150, 0]).fitWidth(width - 4, { type: 'Sphere' });
  const ends: MultiPoint = { type: 'MultiPoint', coordinates: [[150, 83.5], [150, -56]] };
  const [[, top], [, bottom]] = geoPath(projection).bounds(ends), [x, y] = projection.translate();
  projection.translate([x + 2, y - top + 4]);
  return { path: geoPath(projection).digits(1), height: Math.round(bottom - top + 8) };
}

// small is the area in pixels below which a state gets a dot.
const small = 14;

// area draws the shapes of one row.
function area(path: GeoPath, own: Feature<Geometry>[], fill: string, label: string): SVGElement {
  const g = el('g', { 'data-tip': label, class: 'area' });
  for (const a of own) g.append(el('path', { d: path(a) ?? '', fill }));
  const whole = own.map(a => ({ a, size: path.area(a) }));
  if (whole.every(w => w.size < small)) for (const { a } of whole) { const [cx, cy] = path.centroid(a); if (Number.isFinite(cx)) g.append(el('circle', { cx, cy, r: 4, fill, class: 'state' })); }
  return g;
}

// map colours the areas that each row stands for.
export async function map(f: Figure, width: number): Promise<Drawn> {
  const topology = await shapes(), countries = topology.objects.countries as GeometryCollection, areas = feature(topology, countries).features;
  const rows = rowsOf(f), field = f.color?.field ?? f.y?.field ?? 'value', shapesOf = (r: Row) => (r.shapes as string[] | null) ?? [];
  const limits = classes(rows.filter(r => shapesOf(r).length).map(r => number(r, field)), f.color?.scale);
  const { path, height } = framed(width), { svg } = plane(width, height, { left: 0, right: 0, top: 0, bottom: 0 });
  svg.classList.add('map');
  const of = new Map<string, Row>();
  for (const r of rows) for (const id of shapesOf(r)) of.set(id, r);
  const rest = areas.filter(a => !of.has(String(a.id)) && String(a.id) !== '010');
  svg.append(hatch(), el('path', { d: path({ type: 'Sphere' }) ?? '', class: 'sea' }), el('path', { d: path({ type: 'FeatureCollection', features: rest }) ?? '', fill: 'url(#hatch)' }));
  const dots: SVGElement[] = [], beside: string[] = [];
  for (const r of rows) {
    const v = number(r, field), label = `${text(r, 'name')}\n${Number.isFinite(v) ? value(v, f.y) : say('no-data')}`, own = areas.filter(a => of.get(String(a.id)) === r);
    if (own.length === 0) { beside.push(`${text(r, 'name')}: ${value(r[field], f.y)}`); continue; }
    const fill = Number.isFinite(v) ? shade(limits.filter(l => v >= l).length, limits.length, f.color?.scale) : 'url(#hatch)';
    const mark = linked(f, r, area(path, own, fill, label), label);
    if (doubtful(f, r)) for (const a of own) mark.append(el('path', { d: path(a) ?? '', fill: 'url(#unsure)', class: 'unsure' }));
    if (mark.querySelector('circle')) dots.push(mark); else svg.append(mark);
  }
  svg.append(el('path', { d: path(mesh(topology, countries, (a, b) => a !== b)) ?? '', class: 'boundary' }), ...dots);
  return { svg, title: axisLabel(f.y), legend: legendOf(f, limits, rest.length > 0), beside: beside.join('; ') };
}
