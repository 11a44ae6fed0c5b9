import { graphql } from './graphql.ts';

/** What a product asks of whoever orders it, as forms need it: `parameters { ...Asked }`. [C1] */
export const asked = graphql(`
  fragment Asked on ProductParameter @_unmask {
    name
    label
    help
    kind
    required
    changeable
    unit
    least
    most
    choices
    pattern
    example
    standard
  }
`);
