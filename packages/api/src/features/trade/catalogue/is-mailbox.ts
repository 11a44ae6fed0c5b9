/** SQL: product `product` is a mailbox, by what it is called in a word. */
export const isMailbox = (product: string): string =>
  `(${product}.unit = 'PER_USER' and lower(${product}.kind) is not distinct from 'mailbox')`;
