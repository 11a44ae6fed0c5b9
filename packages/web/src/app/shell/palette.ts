import { createSpotlight } from '@mantine/spotlight';

/** The one command palette: its state, and the way to open it. */
export const [paletteStore, palette] = createSpotlight();
