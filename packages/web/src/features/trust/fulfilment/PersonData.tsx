import { Group, Stack } from '@mantine/core';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { Section } from '../../../ui/Section.tsx';
import { HeldData } from './HeldData.tsx';
import { Receipts } from './Receipts.tsx';

const RestrictedDocument = graphql(`
  query RestrictedSince($id: ID!) {
    endUser(id: $id) {
      id
      restrictedAt
    }
  }
`);
const LiftDocument = graphql(`
  mutation LiftDataRestriction($input: LiftDataRestrictionInput!) {
    liftDataRestriction(input: $input) {
      id
      state
    }
  }
`);
export const ReportDocument = graphql(`
  mutation ReportWronglySubmitted($input: ReportWronglySubmittedInput!) {
    reportWronglySubmitted(input: $input) {
      id
      state
    }
  }
`);

/** What is held of a person of the company, and what has been done about it [D3] [U3]. */
export function PersonData({ endUserId }: { endUserId: string }) {
  const can = useCan();
  const read = useRead(RestrictedDocument, { id: endUserId }, { types: ['EndUser', 'RightsReceipt'] });
  const lift = useSend(LiftDocument);
  const report = useSend(ReportDocument, 'EndUser');
  const restricted = read.state === 'ready' && read.data.endUser?.restrictedAt;
  return (
    <Stack>
      <Section
        title="What is held"
        actions={
          can('RIGHTS_CARRY_OUT') && (
            <Group gap="xs">
              {restricted && (
                <ConfirmButton
                  title="Lift the restriction?"
                  consequence="They are written to first; once that has been sent their data is used again as before."
                  confirmLabel="Lift the restriction"
                  onConfirm={() => lift({ input: { endUserId } })}
                >
                  Lift the restriction
                </ConfirmButton>
              )}
              <ConfirmButton
                title="Were they submitted wrongly?"
                consequence="Their services end today, and everything of theirs goes at once that no law keeps. The receipt proves it. It cannot be undone."
                confirmLabel="Take them out"
                destructive
                onConfirm={() => report({ input: { endUserId } })}
              >
                Wrongly submitted
              </ConfirmButton>
            </Group>
          )
        }
      >
        <HeldData endUserId={endUserId} />
      </Section>
      <Receipts filter={{ endUserId }} />
    </Stack>
  );
}
