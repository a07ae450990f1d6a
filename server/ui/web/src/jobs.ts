// Work of the server that goes on after it was asked for: its progress, a button that stops it, and what became of it.
import { say } from './words';

interface Job { id: string; state: string; stage?: string; progress?: number; message?: string; table?: string;
  trade?: string; problem?: Problem }
export interface Problem { title?: string; detail?: string; where?: string; what?: string; why?: string; fix?: string }

export const reason = (p?: Problem): string => [p?.where && p?.what ?
  `${p.where}: ${p.what}` : p?.what ?? p?.detail ?? p?.title, p?.why, p?.fix].filter(Boolean).map(s =>
  String(s).replace(/\.$/, '') + '.').join(' ');

// The token that a reader has typed, as requests send it.
export function authorised(): Record<string, string> {
  const token = document.querySelector<HTMLInputElement>('input#token')?.value;
  return token ? { Authorization: `Bearer ${token}` } : {};
}

export function wrong(status: HTMLElement, text: string): void {
  status.className = 'status wrong';
  status.textContent = text;
}

// Shows words and a bar; a share below 0 is unknown.
export function telling(status: HTMLElement): (words: string, share: number) => void {
  const words = document.createElement('span'), bar = document.createElement('progress');
  bar.max = 1;
  bar.setAttribute('aria-label', say('working'));
  status.className = 'status';
  status.replaceChildren(words, bar);
  return (text, share) => { words.textContent = text; if (share >= 0) bar.value = share;
    else bar.removeAttribute('value'); };
}

const pause = (ms: number) => new Promise(r => setTimeout(r, ms));

// follow shows a job until it ends, and then what it has made or what went wrong.
export async function follow(status: HTMLElement, where: string, view: string): Promise<void> {
  const tell = telling(status), stop = document.createElement('button');
  stop.type = 'button';
  stop.textContent = say('cancel');
  stop.onclick = async () => {
    const r = await fetch(where, { method: 'DELETE', headers: authorised() });
    if (!r.ok) wrong(status, reason(await r.json() as Problem));
  };
  status.append(stop);
  for (let n = 0; ; n++) {
    const answer = await fetch(where);
    if (!answer.ok) { wrong(status, reason(await answer.json() as Problem)); return; }
    const job = await answer.json() as Job;
    if (job.state === 'queued' || job.state === 'running') {
      tell(job.stage || say(job.state === 'queued' ? 'queued' : 'working'), job.progress || -1);
      await pause(n < 10 ? 300 : 1000);
      continue;
    }
    if (job.state === 'cancelled') { wrong(status, say('stopped')); return; }
    if (job.state !== 'done') { wrong(status, reason(job.problem)); return; }
    const ref = job.table ?? job.trade, made = document.createElement(ref ? 'a' : 'span');
    if (made instanceof HTMLAnchorElement) {
      made.href = `${view}?${job.table ? 'table' : 'trade'}=${encodeURIComponent(ref ?? '')}`;
    }
    made.textContent = ref ?? job.message ?? '';
    status.className = 'status';
    status.replaceChildren(say('added') + ' ', made, ref && !job.table ? `. ${job.message ?? ''}` : '');
    return;
  }
}
