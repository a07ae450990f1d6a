// Draws the pictures of a page from the JSON beside them, again when their width changes.
import type { Draw, Drawn, Figure } from './figure';
import { map, sankey, treemap } from './areas';
import { distribution, lines, scatter } from './plots';
import { bars, dumbbell, intervals } from './rows';
import { say } from './words';

const kinds: Record<string, Draw> = { bars, dumbbell, intervals, lines, scatter, distribution, treemap, sankey, map };

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
  for (const e of d.legend ?? []) {
    const item = document.createElement('li'), swatch = document.createElement('i');
    swatch.style.background = e.color;
    item.append(swatch, e.label);
    list.append(item);
  }
  if (d.beside) { const item = document.createElement('li'); item.className = 'beside'; item.textContent = d.beside; list.append(item); }
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
    d.svg.setAttribute('aria-hidden', d.svg.querySelector('a') ? 'false' : 'true');
    const parts: Node[] = [d.svg];
    const l = legend(d);
    if (l) parts.push(l);
    canvas.replaceChildren(...parts);
    if (d.svg.querySelector('a')) { canvas.setAttribute('role', 'group'); }
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
