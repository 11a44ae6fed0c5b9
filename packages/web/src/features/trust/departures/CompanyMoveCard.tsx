import { Button, Text, Textarea, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { date, line, prose } from '@steward/shared';
import { useNavigate } from '@tanstack/react-router';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { DayText } from '../../../ui/DateText.tsx';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { STATES, TONES } from './move-words.ts';

const CardDocument = graphql(`
  query CompanyMoveCard($id: ID!) {
    companyMoves(first: 2, filter: { companyId: $id }) {
      nodes {
        id
        toName
        movesOn
        state
      }
    }
  }
`);
const ProposeDocument = graphql(`
  mutation ProposeCompanyMove($input: ProposeCompanyMoveInput!) {
    proposeCompanyMove(input: $input) {
      id
    }
  }
`);

/** On the company's page: where it is to go, and proposing that [T7]. */
export function CompanyMoveCard({ companyId }: { companyId: string }) {
  const read = useRead(CardDocument, { id: companyId }, { types: ['CompanyMove'] });
  const [proposing, propose] = useDisclosure();
  return (
    <Section
      title="Move to another reseller"
      actions={
        <Button size="compact-sm" variant="default" onClick={propose.open}>
          Propose a move
        </Button>
      }
    >
      <Loaded from={read}>
        {({ companyMoves: { nodes } }) =>
          nodes.length ? (
            <Lines>
              {nodes.map(({ id, toName, movesOn, state }) => (
                <li key={id}>
                  <TextLink to="/moves/$moveId" params={{ moveId: id }}>
                    {toName}, <DayText day={movesOn} />
                  </TextLink>{' '}
                  <StateBadge state={TONES[state]} label={STATES[state]} />
                </li>
              ))}
            </Lines>
          ) : (
            <Text fz="sm" c="dimmed">
              No move is planned.
            </Text>
          )
        }
      </Loaded>
      {proposing && <ProposeMove companyId={companyId} onClose={propose.close} />}
    </Section>
  );
}

function ProposeMove({ companyId, onClose }: { companyId: string; onClose: () => void }) {
  const navigate = useNavigate();
  const send = useSend(ProposeDocument, 'CompanyMove');
  const form = useSubmitForm({
    initialValues: { toReseller: '', movesOn: '', reason: '' },
    schema: z.object({ toReseller: line(200), movesOn: date(), reason: prose(1_000) }),
    send: (values) => send({ input: { companyId, ...values } }),
    onDone: ({ proposeCompanyMove }) =>
      void navigate({ to: '/moves/$moveId', params: { moveId: proposeCompanyMove.id } }),
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Propose a move"
      submitLabel="Propose"
      form={form}
      summary={
        <FormSummary
          effects={[
            'Both resellers and the company are asked to agree, then the platform approves it. Until its day it can be withdrawn.',
            'On that day everything of the company’s goes along. Its reseller invoices all days before, and keeps its own books only.',
          ]}
        />
      }
    >
      <TextInput
        label="New reseller"
        description="By the name it has on its invoices."
        required
        {...form.form.getInputProps('toReseller')}
      />
      <DayField label="First day there" required {...form.form.getInputProps('movesOn')} />
      <Textarea label="Why" required autosize minRows={3} {...form.form.getInputProps('reason')} />
    </FormModal>
  );
}
