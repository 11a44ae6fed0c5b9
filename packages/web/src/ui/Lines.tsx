import type { ReactNode } from 'react';
import classes from './Lines.module.css';

/** A short list inside a section, its entries (`<li>`) parted by lines. */
export function Lines({ children }: { children: ReactNode }) {
  return <ul className={classes.lines}>{children}</ul>;
}
