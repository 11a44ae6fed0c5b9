import type { Installation } from './installation.ts';

/** One comparison: what Steward does, what the reference does in the same run, and what the ratio should be. */
export interface Result {
  name: string;
  /** Median over the rounds, in `unit`. */
  ours: number;
  reference: number;
  unit: string;
  /** Median over the rounds of ours divided by the reference's; more is better. */
  ratio: number;
  /** The least ratio that is good enough. */
  target: number;
}

/** A benchmark of `pnpm bench`. */
export interface Benchmark {
  /** Its code, such as W1: `pnpm bench W1` runs it alone. */
  code: string;
  title: string;
  run(installation: Installation): Promise<Result[]>;
}
