import { Text } from '@mantine/core';
import { Money } from '../../../ui/Money.tsx';
import classes from './subscriptions.module.css';

interface ProductLabelProps {
  name: string;
  /** What it is, or why it cannot be chosen. */
  description: string;
  /** None where it is not known: what it comes to is said when it is ordered. */
  retailMinor: number | null;
  pricedIn: string;
}

/** A product beside its box: name, what it is, what it costs a month. */
export function ProductLabel({ name, description, retailMinor, pricedIn }: ProductLabelProps) {
  return (
    <span className={classes.label}>
      <span>
        <Text span fw={550} inherit>
          {name}
        </Text>
        <Text span display="block" c="dimmed" fz="xs">
          {description}
        </Text>
      </span>
      <Money minor={retailMinor} currency={pricedIn} />
    </span>
  );
}

/** How a box and such a label share a row of the list of products. */
export const PRODUCT_ROW = {
  root: classes.product,
  body: classes.body,
  labelWrapper: classes.labelWrapper,
} as const;
