import { scaleLinear } from 'd3-scale';
import { beforeAll, describe, expect, it } from 'vitest';

// There is no page here; a label's width is then taken from its letters.
beforeAll(() => { Object.assign(globalThis, { document: { createElement: () => ({ getContext: () => null }), getElementById: () => null } }); });

const svg = () => import('./svg'), axis = () => import('./axis'), plots = () => import('./plots'), rows = () => import('./rows'), map = () => import('./map');

describe('labels', () => {
  it('wrap by words and are cut only when there is no more room', async () => {
    const { widthOf, wrap } = await svg();
    const lines = wrap('Transport, post and telecommunications', 130, 2);
    expect(lines.length).toBe(2);
    expect(lines.join(' ')).toBe('Transport, post and telecommunications');
    const cut = wrap('Transport, post and telecommunications', 60, 2);
    expect(cut.length).toBe(2);
    expect(cut[1].endsWith('…')).toBe(true);
    for (const l of cut) expect(widthOf(l)).toBeLessThanOrEqual(60);
  });
  it('move apart, keep their order and stay inside', async () => {
    const { apart } = await svg();
    const at = apart([50, 52, 51, 99], 14, 0, 100);
    const sorted = [...at].sort((a, b) => a - b);
    for (let i = 1; i < sorted.length; i++) expect(sorted[i] - sorted[i - 1]).toBeGreaterThanOrEqual(14);
    expect(at[0]).toBeLessThan(at[2]);
    expect(at[2]).toBeLessThan(at[1]);
    expect(Math.min(...at)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...at)).toBeLessThanOrEqual(100);
  });
  it('of rows stand above them where there is no room beside', async () => {
    const { bandsOf } = await axis();
    const names = ['Micronesia (Federated States of)', 'Japan'];
    expect(bandsOf(names, 340).above).toBe(true);
    const wide = bandsOf(names, 1000);
    expect(wide.above).toBe(false);
    expect(wide.rows[1].top).toBeGreaterThan(wide.rows[0].middle);
  });
  it('of reference lines never share a place', async () => {
    const { notesOf } = await axis();
    const notes = notesOf([{ at: 32, label: '50% of the value' }, { at: 34, label: '90% of the value' }, { at: 98, label: '99% of the value' }], scaleLinear([0, 100], [40, 600]));
    expect(new Set(notes.slice(0, 3).map(n => `${n.row}`)).size).toBe(2);
    expect(notes.find(n => n.at < 230)?.row).toBe(1); // the left one rises beside the label of its neighbour
  });
  it('of points leave out what has no room, but never a stressed one', async () => {
    const { placeFor } = await plots();
    const edges = { left: 0, right: 200, top: 0, bottom: 100 };
    const wall: [number, number, number, number][] = [[0, 0, 200, 100]];
    expect(placeFor(100, 50, 40, edges, wall, [], false)).toBeUndefined();
    expect(placeFor(100, 50, 40, edges, wall, [], true)).toBeDefined();
  });
});

describe('scales', () => {
  it('stack parts on both sides of zero', async () => {
    const { stack } = await rows();
    expect(stack([2, -1, 3, -4])).toEqual([[0, 2], [-1, 0], [2, 5], [-5, -1]]);
  });
  it('of lines start at zero unless all values lie far from it', async () => {
    const { extentOf } = await plots();
    expect(extentOf([.1, .4])[0]).toBe(0);
    expect(extentOf([.3, .4])[0]).toBeGreaterThan(0);
    expect(extentOf([-.1, .4])[0]).toBeLessThan(0);
  });
  it('of maps are even, even in orders of magnitude, or the same on both sides of zero', async () => {
    const { classes } = await map();
    expect(classes([.35, .65])).toEqual([.4, .45, .5, .55, .6]);
    const orders = classes([30, 1100, 149000, 1580000]);
    expect(orders.length).toBe(5);
    for (let i = 1; i < orders.length; i++) expect(orders[i] / orders[i - 1]).toBeGreaterThan(3);
    const both = classes([-.2, 1, 40], 'diverging'); // one large change does not hide the others
    expect(both).toEqual([-.6, -.2, -.02, .02, .2, .6]);
    expect(classes([])).toEqual([]);
    expect(classes([5, 5])).toEqual([]);
  });
});
