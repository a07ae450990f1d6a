// Draws the pictures of a page from the JSON beside them, again when their width changes.
import type { Draw, Drawn, Figure } from './figure';
import { map } from './map';
import { matrix } from './matrix';
import { distribution, lines, scatter } from './plots';
import { bars, dumbbell, intervals } from './rows';
import { sankey } from './sankey';
import { treemap } from './treemap';
import { walk } from './walk';
import { say } from './words';

const kinds: Record<string, Draw> = { bars, dumbbell, intervals, lines, scatter, distribution, treemap, sankey, map, matrix };

const drawn = new WeakMap<Element, { figure: Figure; width: number }>();

export const figureOf = (e: Element): Figure | undefined => drawn.get(e)?.figure;

const resized = new ResizeObserver(entries => {
  for (const e of entries) {
    const box = e.target.closest('figure');
    const known = box && drawn.get(box);
    if (box && known && Math.abs(known.width - e.contentRect.width) > 4) void draw(box);
  }
});

function legend(d: Drawn): HTMLElement | undefined {
  if (!d.legend?.length && !d.beside) return undefined;
  const list = document.createElement('ul');
  list.className = 'legend';
  const add = (look: string, ...parts: (Node | string)[]) => {
    const item = document.createElement('li');
    item.className = look;
    item.append(...parts);
    list.append(item);
  };
  if (d.title && d.legend?.length) add('of', d.title);
  for (const e of d.legend ?? []) {
    const swatch = document.createElement('i');
    if (e.color === 'hatch' || e.color === 'unsure') swatch.className = e.color; else swatch.style.background = e.color;
    add('', swatch, e.label);
  }
  if (d.beside) add('beside', d.beside);
  return list;
}

async function draw(box: HTMLElement): Promise<void> {
  const canvas = box.querySelector<HTMLElement>('.canvas');
  const block = box.querySelector('script[type="application/json"]');
  if (!canvas || !block?.textContent) return;
  const figure: Figure = drawn.get(box)?.figure ?? JSON.parse(block.textContent);
  const width = Math.max(260, Math.floor(canvas.clientWidth));
  drawn.set(box, { figure, width });
  if (!figure.rows?.length && !figure.links?.length) { // nothing to draw is an answer too
    canvas.textContent = say('empty');
    box.dataset.drawn = 'empty';
    return;
  }
  try {
    const d = await kinds[figure.kind](figure, width);
    const l = legend(d);
    walk(d.svg);
    canvas.setAttribute('role', 'group'); // its marks can be walked through
    canvas.replaceChildren(d.svg, ...(l ? [l] : []));
    box.dataset.drawn = 'yes';
  } catch (e) {
    box.dataset.drawn = 'failed';
    console.error(`figure ${figure.id}:`, e);
  }
}

// drawAll draws every picture below an element.
export function drawAll(below: ParentNode): void {
  for (const box of below.querySelectorAll<HTMLElement>('figure.figure')) {
    void draw(box);
    const canvas = box.querySelector('.canvas');
    if (canvas) resized.observe(canvas);
  }
}
