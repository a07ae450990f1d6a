// What the program says of a picture; figure.go is its twin and explains the fields.

export type Row = Record<string, unknown>;

export interface Field { field: string; label: string; format?: string; unit?: string }

export interface Color {
  field: string; label?: string; order?: string[]; labels?: Record<string, string>;
  scale?: 'sequential' | 'diverging' | 'log'; format?: string; unit?: string;
}

export interface Node { id: string; label: string; layer: number; kind?: string }
export interface Link { source: string; target: string; value: number; kind?: string; label?: string }

export interface Figure {
  kind: string; id: string; title: string; alt: string; source?: string; rows?: Row[];
  x?: Field; y?: Field; low?: string; high?: string; innerLow?: string; innerHigh?: string; color?: Color; group?: string; tip?: Field[]; href?: string; mark?: string; narrow?: number;
  lines?: { at: number; label: string }[]; nodes?: Node[]; links?: Link[];
}

// A drawn picture: the drawing, what its colours stand for, and what it could not show.
export interface Drawn { svg: SVGSVGElement; title?: string; legend?: Entry[]; beside?: string }
export interface Entry { label: string; color: string }

export type Draw = (figure: Figure, width: number) => Drawn | Promise<Drawn>;

export const text = (row: Row, field?: string): string => field && row[field] != null ? String(row[field]) : '';

// number is a value of a row, NaN where it has none.
export const number = (row: Row, field?: string): number => {
  const v = field ? row[field] : undefined;
  return typeof v === 'number' ? v : NaN;
};

// rowsOf are the rows of a picture, in their order.
export const rowsOf = (f: Figure): Row[] => f.rows ?? [];

// distinct are the values of a field, in the order of their first row.
export const distinct = (rows: Row[], field?: string): string[] => [...new Set(rows.map(r => text(r, field)))];
