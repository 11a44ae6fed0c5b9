import { createSpotlight } from '@mantine/spotlight';

/** The one command palette: its state, and the way to open it. */
export const [paletteStore, palette] = createSpotlight();

let here = false;

/** Says that its code has come. */
export const paletteIsHere = (): void => {
  here = true;
};

/** What the key does: while the code is on its way, asking twice is still asking. */
export const callPalette = (): void => (here ? palette.toggle() : palette.open());
