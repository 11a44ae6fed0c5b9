import { Alert, Anchor, List, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { plural } from '../../../lib/format.ts';
import { TextLink } from '../../../ui/links.tsx';
import type { OrderPreview } from './use-order-preview.ts';

const NAMED = 5;

interface OrderWarningsProps {
  preview: OrderPreview;
  /** To order for the others only; absent where nobody would be left. */
  onLeaveOut: (() => void) | undefined;
}

/** Who cannot be given what is chosen before they have an address, and who would have two of a kind [C4]. */
export function OrderWarnings({
  preview: { lacking, overlapping, hindered },
  onLeaveOut,
}: OrderWarningsProps) {
  const people = [...new Map(lacking.map((person) => [person.endUserId, person])).values()];
  const products = [...new Set(lacking.map(({ product }) => product))];
  const concerned = new Set([...lacking, ...hindered].map(({ endUserId }) => endUserId)).size;
  return (
    <>
      {people.length > 0 && (
        <Alert color="red" role="status" title={`${products.join(' and ')}: an e-mail address is needed`}>
          <Text fz="sm">
            {plural(people.length, 'person has', 'people have')} none yet. Allocate one on their page first.
          </Text>
          <Several>
            {people.map(({ endUserId, displayName }) => (
              <TextLink
                key={endUserId}
                to="/end-users/$endUserId"
                params={{ endUserId }}
                target="_blank"
                fz="sm"
              >
                {displayName}
              </TextLink>
            ))}
          </Several>
          {onLeaveOut && hindered.length === 0 && (
            <Anchor component="button" type="button" fz="sm" fw={600} mt={6} onClick={onLeaveOut}>
              Leave {people.length === 1 ? 'this person' : `these ${people.length} people`} out
            </Anchor>
          )}
        </Alert>
      )}
      {hindered.length > 0 && (
        <Alert color="red" role="status" title="Cannot be ordered so">
          <Several>
            {hindered.map(({ endUserId, productId, message }) => (
              <Text key={`${endUserId} ${productId}`} span fz="sm">
                {message}
              </Text>
            ))}
          </Several>
          {onLeaveOut && (
            <Anchor component="button" type="button" fz="sm" fw={600} mt={6} onClick={onLeaveOut}>
              Leave {concerned === 1 ? 'this person' : `these ${concerned} people`} out
            </Anchor>
          )}
        </Alert>
      )}
      {overlapping.length > 0 && (
        <Alert color="yellow" role="status" title="Two of a kind">
          <Several>
            {overlapping.map(({ endUserId, displayName, product, besides }) => (
              <Text key={`${endUserId} ${product} ${besides}`} span fz="sm">
                {displayName}: {product} besides {besides}
              </Text>
            ))}
          </Several>
        </Alert>
      )}
    </>
  );
}

function Several({ children }: { children: ReactNode[] }) {
  return (
    <List size="sm" mt={4}>
      {children.slice(0, NAMED).map((child, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the children have keys of their own
        <List.Item key={i}>{child}</List.Item>
      ))}
      {children.length > NAMED && <List.Item>and {children.length - NAMED} more</List.Item>}
    </List>
  );
}
