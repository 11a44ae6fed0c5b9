import type { CSSProperties } from 'react';
import { parseHex, STEWARD_ACCENT, shadesOf } from '../../lib/colour.ts';
import { Mark } from '../Mark.tsx';
import classes from './BrandPreview.module.css';

interface BrandPreviewProps {
  name: string;
  accentColour: string;
  logo: string;
}

/** A corner of the console in a reseller's name, logo and colour, while these are being chosen. */
export function BrandPreview({ name, accentColour, logo }: BrandPreviewProps) {
  const shades = shadesOf(parseHex(accentColour) ? accentColour : STEWARD_ACCENT);
  const style = Object.fromEntries(
    shades.map((shade, at) => [`--mantine-color-accent-${at}`, shade]),
  ) as CSSProperties;
  const called = name.trim() || 'Its name';
  return (
    <figure className={classes.preview} style={style}>
      <figcaption className={classes.caption}>How its console will look</figcaption>
      <div className={classes.frame} aria-hidden>
        <div className={classes.side}>
          <div className={classes.tenant}>
            <Mark name={called} logo={logo || null} />
            <span>{called}</span>
          </div>
          <div className={classes.here}>Companies</div>
          <div className={classes.item}>Invoices</div>
        </div>
        <div className={classes.page}>
          <span className={classes.heading}>Companies</span>
          <span className={classes.button}>Onboard company</span>
          <span className={classes.link}>Globex Ltd</span>
        </div>
      </div>
    </figure>
  );
}
