import { Alert, Button, NumberInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { z } from 'zod';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { count, plural } from '../../../lib/format.ts';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { classesText } from './words.ts';

const PreviewDocument = graphql(`
  query BreachNoticePreview($incidentId: ID!) {
    breachNoticePreview(incidentId: $incidentId) {
      controllers
      resellers
      endUsers
      administrators
      untold
      missing
      shown {
        companyId
        resellerId
        controllerName
        resellerName
        direct
        endUsers
        administrators
        dataClasses
        phases
      }
    }
  }
`);
type Preview = ResultOf<typeof PreviewDocument>['breachNoticePreview'];

const SendDocument = graphql(`
  mutation SendBreachNotices($input: SendBreachNoticesInput!) {
    sendBreachNotices(input: $input) {
      id
      noticeCount
    }
  }
`);

/** Shows whom notices would reach, and sends them [D5]. */
export function SendNotices({ incidentId }: { incidentId: string }) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button leftSection={<IconSend size={16} />} onClick={() => setOpened(true)}>
        Send notices…
      </Button>
      {opened && <SendForm incidentId={incidentId} onClose={() => setOpened(false)} />}
    </>
  );
}

function SendForm({ incidentId, onClose }: { incidentId: string; onClose: () => void }) {
  const read = useRead(PreviewDocument, { incidentId }, { types: ['SecurityIncident'] });
  const preview = read.state === 'ready' ? read.data.breachNoticePreview : undefined;
  const send = useSend(SendDocument, 'SecurityIncident');
  const form = useSubmitForm({
    initialValues: { passOnAfterHours: 4 as number | string },
    schema: z.object({ passOnAfterHours: z.number({ error: 'Must be filled in.' }).int().min(0).max(24) }),
    send: ({ passOnAfterHours }) =>
      send({ input: { incidentId, passOnAfterHours: Number(passOnAfterHours) } }),
    onDone: () => {
      notifications.show({
        message: `${plural(preview?.controllers ?? 0, 'controller is', 'controllers are')} told.`,
      });
      onClose();
    },
  });
  const told = preview ? preview.controllers - preview.untold : 0;
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Send breach notices"
      submitLabel={preview ? `Tell ${plural(preview.controllers, 'controller')}` : 'Send'}
      form={form}
      size="lg"
      summary={
        <FormSummary
          facts={[
            ['Controllers', preview && count(preview.controllers)],
            ['Through resellers', preview && count(preview.resellers)],
            ['End users', preview && count(preview.endUsers)],
            ['Administrators', preview && count(preview.administrators)],
          ]}
          effects={[
            'Each controller gets a notice of its own, about its own people, here and by mail.',
            told > 0 &&
              `${plural(told, 'has', 'have')} a notice already and ${told === 1 ? 'gets' : 'get'} a supplement.`,
            !!preview?.resellers &&
              'Companies of resellers get theirs when their reseller passes it on, or by itself after the hours you give.',
            'It cannot be taken back.',
          ]}
        />
      }
    >
      <Loaded from={read}>{({ breachNoticePreview }) => <Reached preview={breachNoticePreview} />}</Loaded>
      {!!preview?.resellers && (
        <NumberInput
          label="Pass on by itself after"
          description="What a reseller has not passed on by then goes out."
          suffix=" hours"
          required
          min={0}
          max={24}
          {...form.form.getInputProps('passOnAfterHours')}
        />
      )}
    </FormModal>
  );
}

function Reached({ preview: { missing, shown, controllers } }: { preview: Preview }) {
  return (
    <>
      {missing.length > 0 && (
        <Alert color="yellow" title="Not yet">
          {missing.join(' ')}
        </Alert>
      )}
      {shown.length > 0 && (
        <FigureTable
          label="Whom notices reach"
          head={['Controller', 'Through', 'End users', 'Administrators', 'Data']}
          numeric={[2, 3]}
          rows={shown.slice(0, SHOWN).map((one) => ({
            key: `${one.resellerId} ${one.companyId}`,
            cells: [
              one.controllerName,
              one.direct ? 'Directly' : one.resellerName,
              count(one.endUsers),
              count(one.administrators),
              classesText(one.dataClasses),
            ],
          }))}
        />
      )}
      {controllers > SHOWN && <Alert color="gray">And {plural(controllers - SHOWN, 'other')}.</Alert>}
    </>
  );
}

const SHOWN = 50;
