// Writes picture/world.txt: the world's areas as map.go draws them, from the shapes of Natural Earth that world-atlas holds.
// The Pacific is in the middle, Antarctica left out, and every point lies on a grid, so that neighbours keep their border.
import { readFileSync, writeFileSync } from 'node:fs';
import { geoArea, geoEqualEarth, geoPath } from 'd3-geo';
import { feature } from 'topojson-client';

const wide = Number(process.argv[2] ?? 1400); // how many steps of the grid the world is wide
const topology = JSON.parse(readFileSync('node_modules/world-atlas/countries-50m.json'));
const projection = geoEqualEarth().rotate([-150, 0]).fitWidth(wide, { type: 'Sphere' });
const ends = { type: 'MultiPoint', coordinates: [[150, 83.5], [150, -56]] };
const [[, top], [, bottom]] = geoPath(projection).bounds(ends), [x, y] = projection.translate();
projection.translate([x, y - top]);

// rings reads the outlines of a path that d3 wrote.
const rings = d => d.split('M').slice(1).map(r => r.replace('Z', '').split('L').map(p => p.split(',').map(Number)));

// sizeOf is the area inside a ring.
const sizeOf = points => Math.abs(points.reduce((sum, [px, py], i) => {
  const [qx, qy] = points[(i + 1) % points.length];
  return sum + px * qy - qx * py;
}, 0)) / 2;

// stepped writes a ring as relative steps of the grid, without those that stand still or go straight on.
function stepped(ring, from) {
  const points = [];
  for (const [px, py] of ring.map(p => p.map(Math.round))) {
    const last = points[points.length - 1], before = points[points.length - 2];
    if (last && last[0] === px && last[1] === py) continue;
    if (before && (last[0] - before[0]) * (py - last[1]) === (last[1] - before[1]) * (px - last[0]) &&
      (last[0] - before[0]) * (px - last[0]) + (last[1] - before[1]) * (py - last[1]) > 0) points.pop();
    points.push([px, py]);
  }
  if (points.length > 1 && points[0].join() === points[points.length - 1].join()) points.pop();
  if (points.length < 3 || sizeOf(points) < 1) return '';
  let out = '';
  for (const [i, [px, py]] of points.entries()) {
    out += (i === 0 ? 'm' : i === 1 ? 'l' : px - from[0] < 0 ? '' : ' ') + (px - from[0]) + (py - from[1] < 0 ? '' : ' ') + (py - from[1]);
    [from[0], from[1]] = [px, py];
  }
  [from[0], from[1]] = points[0]; // where closing leads
  return out + 'z';
}

const path = geoPath(projection), lines = [`${wide} ${Math.ceil(bottom - top)}`];
const areas = feature(topology, topology.objects.countries).features.filter(a => String(a.id) !== '010');
for (const a of areas.sort((a, b) => geoArea(b) - geoArea(a))) {
  const from = [0, 0], [cx, cy] = path.centroid(a), id = a.id === undefined ? '-' : String(a.id);
  const whole = rings(path(a) ?? '').map(r => stepped(r, from)).join('');
  lines.push(`${id} ${Math.round(path.area(a))} ${Math.round(cx)} ${Math.round(cy)} ${whole}`);
}
writeFileSync('../../../picture/world.txt', lines.join('\n') + '\n');
