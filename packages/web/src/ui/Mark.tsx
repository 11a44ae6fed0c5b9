import { Box } from '@mantine/core';
import classes from './Mark.module.css';

interface MarkProps {
  name: string;
  /** A `data:` URL of an image; without one the mark shows Steward's bars in the accent colour. */
  logo?: string | null;
  size?: number;
}

/** The square beside a tenant's name: its logo, or four steps, one for each level of the tree. */
export function Mark({ name, logo, size = 28 }: MarkProps) {
  if (logo)
    return <img className={classes.logo} src={logo} alt={`Logo of ${name}`} width={size} height={size} />;
  return (
    <Box className={classes.mark} w={size} h={size} aria-hidden>
      <svg viewBox="0 0 32 32" width={size} height={size} fill="currentColor" role="presentation">
        <rect x="7" y="8" width="18" height="3.6" rx="1.8" />
        <rect x="11" y="14.2" width="14" height="3.6" rx="1.8" opacity=".85" />
        <rect x="15" y="20.4" width="10" height="3.6" rx="1.8" opacity=".7" />
      </svg>
    </Box>
  );
}
