import { Group, Stack, Text } from '@mantine/core';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { FATES } from './held-words.ts';

const HeldDocument = graphql(`
  query PersonalDataHeld($endUserId: ID) {
    personalDataHeld(endUserId: $endUserId) {
      activeServices
      held
      lines {
        what
        count
        purpose
        ground
        kept
        onErasure
        why
      }
    }
  }
`);

/** What is held of a person, and what stands in the way of erasing them. */
export const useHeldData = (endUserId: string | null) =>
  useRead(HeldDocument, { endUserId }, { types: ['EndUser', 'RightsReceipt', 'LegalHold'] });

/** What is held of a person: numbers first, then each kind with what it is for and how long, or with what an erasure leaves [D3]. */
export function HeldData({ endUserId, erasure = false }: { endUserId: string | null; erasure?: boolean }) {
  const read = useHeldData(endUserId);
  return (
    <Loaded from={read}>
      {({ personalDataHeld: { lines, activeServices, held } }) => {
        const entries = (kept: boolean) =>
          lines.reduce(
            (sum, { count, onErasure }) => ((onErasure === 'KEPT') === kept ? sum + count : sum),
            0,
          );
        return (
          <Stack gap="sm">
            <Group gap="lg">
              <Text fz="sm">
                <strong>{(entries(true) + entries(false)).toLocaleString('en-GB')}</strong> entries of{' '}
                {lines.length} kinds
              </Text>
              <Text fz="sm" c="dimmed">
                {entries(false).toLocaleString('en-GB')} would go on erasure,{' '}
                {entries(true).toLocaleString('en-GB')} are kept by law or contract
              </Text>
            </Group>
            {held && (
              <Text fz="sm" c="red">
                {held}
              </Text>
            )}
            {erasure && activeServices > 0 && (
              <Text fz="sm" c="red">
                {activeServices === 1 ? 'A service' : `${activeServices} services`} must end before: plan
                their leaving first.
              </Text>
            )}
            <FigureTable
              label={erasure ? 'What an erasure does' : 'What is held'}
              head={erasure ? ['What', 'Entries', 'Becomes', 'Why'] : ['What', 'Entries', 'What for', 'Kept']}
              numeric={[1]}
              rows={lines.map(({ what, count, purpose, ground, kept, onErasure, why }) => ({
                key: what,
                cells: erasure
                  ? [what, count.toLocaleString('en-GB'), FATES[onErasure], why]
                  : [
                      what,
                      count.toLocaleString('en-GB'),
                      <span key="purpose">
                        {purpose}{' '}
                        <Text span fz="xs" c="dimmed">
                          {ground}
                        </Text>
                      </span>,
                      kept,
                    ],
              }))}
            />
          </Stack>
        );
      }}
    </Loaded>
  );
}
