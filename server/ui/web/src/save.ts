// Pictures to keep, and commands to copy.
import { figureOf } from './draw';
import type { Figure } from './figure';
import { el, widthOf, wrap } from './svg';
import { say } from './words';

const kept = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'opacity', 'font-size', 'font-weight', 'paint-order', 'stroke-linejoin', 'display'];

// selfContained is the picture with its title, legend and source, and every colour written into it, on white.
function selfContained(box: HTMLElement): SVGSVGElement | undefined {
  const drawing = box.querySelector<SVGSVGElement>('.canvas > svg'), figure = figureOf(box);
  if (!drawing || !figure) return undefined;
  const root = document.documentElement, theme = root.dataset.theme;
  root.dataset.theme = 'light'; // pictures are kept as print shows them
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const from = [drawing, ...drawing.querySelectorAll('*')], to = [copy, ...copy.querySelectorAll('*')];
  from.forEach((e, i) => {
    const style = getComputedStyle(e), target = to[i] as SVGElement;
    for (const k of kept) { const v = style.getPropertyValue(k); if (v && v !== 'none' || k === 'fill') target.setAttribute(k, v); }
    for (const a of ['class', 'data-tip', 'tabindex', 'aria-hidden', 'aria-label', 'role', 'href']) target.removeAttribute(a);
  });
  const entries = [...box.querySelectorAll<HTMLElement>('.legend li')].map(li => ({ label: li.textContent ?? '', color: li.querySelector('i.hatch') ? 'url(#hatch)' : li.querySelector('i') ? getComputedStyle(li.querySelector('i') as Element).backgroundColor : '' }));
  if (theme === undefined) delete root.dataset.theme; else root.dataset.theme = theme;
  const width = Number(drawing.getAttribute('width')), height = Number(drawing.getAttribute('height'));
  const out = el('svg', { xmlns: 'http://www.w3.org/2000/svg', width: width + 32, 'font-family': 'system-ui, sans-serif' });
  let y = 28;
  for (const line of wrap(figure.title, width, Infinity, 16, 600)) { out.append(el('text', { x: 16, y, 'font-size': 16, 'font-weight': 600, fill: '#1a1a1a' }, line)); y += 20; }
  let x = 16;
  for (const e of entries) {
    const w = widthOf(e.label, 12) + 30;
    if (x > 16 && x + w > width) { x = 16; y += 18; }
    if (e.color) out.append(el('rect', { x, y: y - 8, width: 12, height: 12, fill: e.color }));
    out.append(el('text', { x: x + (e.color ? 17 : 0), y: y + 2, 'font-size': 12, fill: '#1a1a1a' }, e.label));
    x += w;
  }
  if (entries.length) y += 14;
  copy.setAttribute('x', '16');
  copy.setAttribute('y', String(y));
  out.append(copy);
  y += height + 20;
  for (const line of (figure.source ? wrap(figure.source, width, Infinity, 11) : [])) { out.append(el('text', { x: 16, y, 'font-size': 11, fill: '#555' }, line)); y += 14; }
  out.setAttribute('height', String(y + 4));
  out.setAttribute('viewBox', `0 0 ${width + 32} ${y + 4}`);
  out.prepend(el('rect', { width: '100%', height: '100%', fill: '#fff' }));
  return out;
}

function offer(blob: Blob, name: string): void {
  const a = document.createElement('a');
  a.href = URL.createObjectURL(blob);
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 10000);
}

async function png(svg: SVGSVGElement, source: Blob): Promise<Blob | null> {
  const image = new Image();
  image.src = URL.createObjectURL(source);
  await image.decode();
  const canvas = document.createElement('canvas'), scale = 2;
  canvas.width = Number(svg.getAttribute('width')) * scale;
  canvas.height = Number(svg.getAttribute('height')) * scale;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise(done => canvas.toBlob(done, 'image/png'));
}

// fileName says what a picture holds: its title and its table.
const fileName = (figure: Figure | undefined, id: string): string =>
  `${figure?.title ?? id} ${figure?.source?.split('. ')[0] ?? ''}`.normalize('NFKD').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '').slice(0, 90) || id;

async function save(button: HTMLElement): Promise<void> {
  const box = document.getElementById(button.parentElement?.dataset.figure ?? '');
  const svg = box && selfContained(box);
  if (!box || !svg) return;
  const source = new Blob([new XMLSerializer().serializeToString(svg)], { type: 'image/svg+xml' });
  const name = fileName(figureOf(box), box.id);
  if (button.dataset.save === 'svg') { offer(source, `${name}.svg`); return; }
  const picture = await png(svg, source);
  if (picture) offer(picture, `${name}.png`);
}

// saving makes the buttons below an element work, and adds one to copy each command.
export function saving(below: ParentNode): void {
  for (const b of below.querySelectorAll<HTMLElement>('[data-save]')) b.onclick = () => void save(b);
  for (const code of below.querySelectorAll<HTMLElement>('.call code')) {
    if (code.nextElementSibling?.matches('button.copy') || !navigator.clipboard) continue;
    const b = document.createElement('button');
    b.type = 'button';
    b.className = 'copy';
    b.textContent = say('copy');
    b.addEventListener('click', async () => {
      await navigator.clipboard.writeText((code.textContent ?? '').replace(/^GET /, location.origin));
      b.textContent = say('copied');
      setTimeout(() => { b.textContent = say('copy'); }, 1500);
    });
    code.after(b);
  }
}
