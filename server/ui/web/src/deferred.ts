// Parts of a page that take long: asked for when they come into view, with progress, and stopped by leaving or by a
// button.
import { say } from './words';

const ready: ((part: HTMLElement) => void)[] = [];

export const onPart = (f: (part: HTMLElement) => void): void => { ready.push(f); };

// events reads a stream of server-sent events.
async function* events(body: ReadableStream<Uint8Array>): AsyncGenerator<{ event: string; data: unknown }> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    rest += value;
    for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
      const fields = Object.fromEntries(rest.slice(0, end).split('\n').map(l => [l.slice(0, l.indexOf(':')),
        l.slice(l.indexOf(':') + 1).trim()]));
      rest = rest.slice(end + 2);
      yield { event: fields.event, data: JSON.parse(fields.data) };
    }
  }
}

function waiting(part: HTMLElement): { tell: (text: string, done: number) => void; end: (text: string) => void;
  stop: HTMLButtonElement } {
  const line = part.querySelector<HTMLElement>('.waiting') ?? part.appendChild(document.createElement('p'));
  const words = document.createElement('span'), bar = document.createElement('progress'),
    stop = document.createElement('button');
  words.textContent = say('working');
  bar.max = 1;
  bar.setAttribute('aria-label', say('working'));
  stop.type = 'button';
  stop.textContent = say('cancel');
  line.className = 'waiting';
  line.replaceChildren(words, bar, stop);
  return {
    stop,
    tell: (text, done) => { words.textContent = text; if (done >= 0) bar.value = done;
      else bar.removeAttribute('value'); },
    end: text => {
      const again = document.createElement('button');
      again.type = 'button';
      again.textContent = say('again');
      again.addEventListener('click', () => void ask(part));
      line.className = 'waiting ended';
      line.replaceChildren(text + ' ', again);
    },
  };
}

// headline puts what a part says in the place of the page's first sentence, where the part leads the page.
function headline(part: HTMLElement, made: HTMLElement): void {
  const lead = part.closest('.first')?.querySelector('.lead'), said = made.querySelector('.headline');
  if (lead && said && made.classList.contains('roomy')) lead.replaceChildren(...said.cloneNode(true).childNodes);
}

async function ask(part: HTMLElement): Promise<void> {
  const address = part.dataset.deferred;
  if (!address) return;
  const control = new AbortController(), w = waiting(part);
  w.stop.addEventListener('click', () => control.abort());
  addEventListener('ikat:leave', () => control.abort(), { once: true });
  try {
    const answer = await fetch(address, { headers: { Accept: 'text/event-stream' }, signal: control.signal });
    if (!answer.body ||
      !answer.headers.get('Content-Type')?.startsWith('text/event-stream')) throw new Error(say('failed'));
    for await (const { event, data } of events(answer.body)) {
      if (event === 'progress') { const d = data as { stage: string; done: number }; w.tell(d.stage, d.done); }
      if (event === 'problem') { w.end(String(data)); return; }
      if (event === 'section') {
        const made = new DOMParser().parseFromString(String(data), 'text/html').querySelector<HTMLElement>('section');
        if (!made) throw new Error(say('failed'));
        headline(part, made);
        part.replaceWith(made);
        ready.forEach(f => f(made));
        if (made.dataset.deferred) queue(made); // what goes on where a reader has looked already
        return;
      }
    }
    throw new Error(say('failed'));
  } catch (e) {
    w.end(control.signal.aborted ? say('stopped') : e instanceof TypeError ? say('failed') : (e as Error).message);
  }
}

// One part at a time: each has the whole machine, and none waits in vain for its turn behind the others.
let turn: Promise<void> = Promise.resolve();

function queue(part: HTMLElement): void {
  turn = turn.then(() => part.isConnected ? ask(part) : undefined);
}

const seen = new IntersectionObserver(entries => {
  for (const e of entries) if (e.isIntersecting) {
    const part = e.target as HTMLElement;
    seen.unobserve(part);
    queue(part);
  }
}, { rootMargin: '300px' });

export function deferredIn(below: ParentNode): void {
  for (const part of below.querySelectorAll<HTMLElement>('[data-deferred]')) seen.observe(part);
}
