import { describe, expect, it } from 'vitest';
import { axisLabel, brief, money, percent, plain, tick, value } from './format';

describe('numbers are written as the program writes them', () => {
  it('with separators, a true minus and no minus zero', () => {
    expect(plain(1234567.891, 1)).toBe('1,234,567.9');
    expect(plain(-0.04, 2)).toBe('−0.04');
    expect(plain(-0.0004, 2)).toBe('0.00');
    expect(plain(NaN, 1)).toBe('–');
  });
  it('as shares, with more decimals where they are tiny', () => {
    expect(percent(.223)).toBe('22.3%');
    expect(percent(.00012)).toBe('0.012%');
    expect(percent(-.5)).toBe('−50.0%');
  });
  it('as amounts in words', () => {
    expect(money(1580100, 'million USD')).toBe('1,580.1 billion USD');
    expect(money(12, 'million USD')).toBe('12.0 million USD');
    expect(money(.25, 'million USD')).toBe('0.25 million USD');
    expect(money(2e7, 'million USD')).toBe('20.0 trillion USD');
    expect(money(5, 'euro')).toBe('5.0 euro');
  });
  it('with their unit', () => {
    expect(value(32, { field: 'd', label: 'Days', format: 'days' })).toBe('32 days');
    expect(value(2.02, { field: 's', label: 'Stages', unit: 'stages' })).toBe('2.02 stages');
    expect(value(null)).toBe('–');
    expect(value('Viet Nam')).toBe('Viet Nam');
  });
});

describe('labels beside marks and axes', () => {
  it('have as many decimals as their neighbours', () => {
    const f = { field: 'v', label: 'v', format: 'money', unit: 'million USD' };
    expect([124791, 24000, 12].map(v => brief(v, f))).toEqual(['124.8 bn', '24.0 bn', '12.0 m']);
    expect([.46, .3511].map(v => brief(v, { field: 'v', label: 'v', format: 'percent' }))).toEqual(['46.0%', '35.1%']);
  });
  it('are short on axes', () => {
    expect([0, .05, .5].map(tick({ field: 'v', label: 'v', format: 'percent' }))).toEqual(['0%', '5%', '50%']);
    expect(tick({ field: 'y', label: 'Year', format: 'year' })(2008)).toBe('2008');
  });
  it('name the unit that ticks leave out, once', () => {
    expect(axisLabel({ field: 'v', label: 'Exports', format: 'money', unit: 'million USD' })).toBe('Exports (USD)');
    expect(axisLabel({ field: 'v', label: 'Days at borders', format: 'days', unit: 'days' })).toBe('Days at borders');
    expect(axisLabel({ field: 'v', label: 'Waiting', format: 'days', unit: 'days' })).toBe('Waiting (days)');
  });
});
