import { Stack } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { Section } from '../../../ui/Section.tsx';
import { CorrectData } from './CorrectData.tsx';
import { HeldData } from './HeldData.tsx';
import { Receipts } from './Receipts.tsx';

const CarryOutDocument = graphql(`
  mutation CarryOutRightsRequest($input: CarryOutRightsRequestInput!) {
    carryOutRightsRequest(input: $input) {
      id
      state
    }
  }
`);

interface Asked {
  id: string;
  kind: string;
  open: boolean;
  endUserId: string | null;
}

const WORDS: Record<string, { label: string; consequence: string; destructive?: true }> = {
  KNOW: {
    label: 'Tell what is held',
    consequence: 'They are written what is held, why and how long. The request is completed.',
  },
  ACCESS: {
    label: 'Make the export',
    consequence:
      'Everything that is held goes into a signed archive, which they fetch here or get from you. The request is completed.',
  },
  COPY: {
    label: 'Make the copy',
    consequence:
      'What rests on contract or consent goes into a signed archive, which they fetch here or get from you. The request is completed.',
  },
  RESTRICT: {
    label: 'Restrict their data',
    consequence:
      'Nobody changes anything of theirs until you lift it; charging goes on. The request is completed.',
  },
  OBJECT: {
    label: 'Follow the objection',
    consequence: 'What rests on consent stops. The request is completed, with what goes on and why.',
  },
  ERASE: {
    label: 'Erase their data',
    consequence:
      'They are written to first. Then everything goes that no law or contract keeps. It cannot be undone.',
    destructive: true,
  },
};

/** What a request would do, the deed, and what it did [D3]. */
export function CarryOut({ id, kind, open, endUserId }: Asked) {
  const can = useCan();
  const carryOut = useSend(CarryOutDocument, 'RightsRequest');
  const [sent, setSent] = useState(false);
  const words = WORDS[kind];
  const may = can('RIGHTS_CARRY_OUT') && open && endUserId !== null && !sent;
  return (
    <Stack>
      {may && words && (
        <Section
          title={kind === 'ERASE' ? 'What an erasure does' : 'What is held'}
          actions={
            <ConfirmButton
              title={`${words.label}?`}
              consequence={words.consequence}
              confirmLabel={words.label}
              destructive={words.destructive ?? false}
              variant="filled"
              color={words.destructive ? 'red' : undefined}
              onConfirm={async () => {
                await carryOut({ input: { id } });
                setSent(true);
              }}
            >
              {words.label}
            </ConfirmButton>
          }
        >
          <HeldData endUserId={endUserId} erasure={kind === 'ERASE'} />
        </Section>
      )}
      {may && kind === 'CORRECT' && <CorrectData requestId={id} />}
      <Receipts filter={{ rightsRequestId: id }} />
    </Stack>
  );
}
