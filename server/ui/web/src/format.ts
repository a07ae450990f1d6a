// Numbers as the program writes them (format.go).
import type { Field } from './figure';

export function plain(v: number, decimals: number): string {
  if (!Number.isFinite(v)) return '–';
  const s = Math.abs(v).toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  return v < 0 && /[1-9]/.test(s) ? '−' + s : s;
}

export function percent(v: number): string {
  const a = Math.abs(v);
  return Number.isFinite(v) ? plain(100 * v, a > 0 && a < .001 ? 3 : 1) + '%' : '–';
}

const units: Record<string, number> = { thousand: 1e3, million: 1e6, billion: 1e9 };

export function money(v: number, unit = ''): string {
  const [word, ...rest] = unit.split(' ');
  const scale = units[word], currency = rest.join(' ');
  if (!scale || !Number.isFinite(v)) return plain(v, 1) + (unit ? ' ' + unit : '');
  const a = Math.abs(v) * scale;
  if (a >= 1e13) return plain(v * scale / 1e12, 1) + ' trillion ' + currency;
  if (a >= 1e9) return plain(v * scale / 1e9, 1) + ' billion ' + currency;
  return plain(v * scale / 1e6, a >= 1e6 ? 1 : 2) + ' million ' + currency;
}

// value writes a number of a field in full.
export function value(v: unknown, f?: Field): string {
  if (typeof v !== 'number') return v == null ? '–' : String(v);
  switch (f?.format) {
    case 'percent': return percent(v);
    case 'points': return plain(v, Math.abs(v) < .1 ? 3 : 2) + '%';
    case 'money': return money(v, f.unit);
    case 'year': return String(v);
    case 'usd': return '$' + plain(v, 0);
    case 'days': return plain(v, Number.isInteger(v) ? 0 : 1) + ' days';
  }
  const unit = f?.unit && f.unit !== 'index' ? ' ' + f.unit : '';
  return plain(v, Number.isInteger(v) ? 0 : Math.abs(v) >= 100 ? 1 : 2) + unit;
}

// brief writes a number beside its mark: short, with as many decimals as its neighbours.
export function brief(v: number, f?: Field): string {
  if (!Number.isFinite(v)) return '–';
  if (f?.format === 'percent' || f?.format === 'points') return value(v, f);
  if (f?.format === 'days') return plain(v, 1);
  if (f?.format !== 'money') return tick(f)(v);
  const s = tick(f)(v), [digits, ...unit] = s.split(' ');
  return unit.length && !digits.includes('.') ? `${digits}.0 ${unit.join(' ')}` : s;
}

// tick writes a number of an axis, short.
export function tick(f?: Field): (v: number) => string {
  return v => {
    const trim = (s: string) => s.includes('.') ? s.replace(/\.?0+$/, '') : s;
    switch (f?.format) {
      case 'percent': return trim(plain(100 * v, 2)) + '%';
      case 'points': return trim(plain(v, 3)) + '%';
      case 'year': return String(v);
      case 'money': {
        const scale = units[(f.unit ?? '').split(' ')[0]] ?? 1, a = Math.abs(v) * scale;
        if (a >= 1e12) return trim(plain(v * scale / 1e12, 2)) + ' tn';
        if (a >= 1e9) return trim(plain(v * scale / 1e9, 1)) + ' bn';
        if (a >= 1e6) return trim(plain(v * scale / 1e6, 1)) + ' m';
      }
    }
    return trim(plain(v, 3));
  };
}

// axisLabel names an axis with the unit its ticks leave out.
export function axisLabel(f?: Field): string {
  if (!f?.label) return '';
  if (f.format === 'money') return `${f.label} (${(f.unit ?? '').split(' ').slice(1).join(' ')})`;
  if (f.unit === 'days' || f.format === 'days') return /\bdays?\b/i.test(f.label) ? f.label : `${f.label} (days)`;
  return f.unit && f.format !== 'percent' && f.format !== 'points' && !f.label.includes(f.unit) ? `${f.label} (${f.unit})` : f.label;
}
