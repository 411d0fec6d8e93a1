import { describe, expect, it } from 'vitest';
import { quantile, verdictOf } from './verdict.ts';

const series = (moreIsBetter: boolean, base: number[], head: number[]) => ({
  what: '',
  unit: '',
  moreIsBetter,
  base,
  head,
});

describe('verdictOf', () => {
  it('calls a rate worse only when median and lower quartile fell by more than 5 %', () => {
    const base = [100, 100, 100, 100, 100];
    expect(verdictOf(series(true, base, [94, 94, 94, 94, 94])).isWorse).toBe(true);
    expect(verdictOf(series(true, base, [96, 96, 96, 96, 96])).isWorse).toBe(false);
    expect(verdictOf(series(true, base, [97, 97, 97, 80, 80])).isWorse).toBe(false);
    expect(verdictOf(series(true, base, [120, 120, 120, 120, 120])).isWorse).toBe(false);
  });

  it('calls a time worse only when median and upper quartile rose by more than 5 %', () => {
    const base = [10, 10, 10, 10, 10];
    expect(verdictOf(series(false, base, [11, 11, 11, 11, 11])).isWorse).toBe(true);
    expect(verdictOf(series(false, base, [10, 10, 10, 20, 20])).isWorse).toBe(false);
    expect(verdictOf(series(false, base, [5, 5, 5, 5, 5])).isWorse).toBe(false);
  });
});

it('takes quantiles by the nearest rank', () => {
  expect(quantile([3, 1, 2], 0.5)).toBe(2);
  expect(quantile([4, 3, 2, 1, 5], 0.25)).toBe(2);
});
