import { Button, Group } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import type { Fact } from '../../../ui/Facts.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { AssignDevice, EditDevice } from './AddDevice.tsx';
import { Holders } from './Holders.tsx';
import { type DeviceMove, MoveDevices } from './MoveDevices.tsx';
import { DEVICE_KINDS, DEVICE_STATES } from './words.ts';

const DeviceDocument = graphql(`
  query Device($id: ID!) {
    device(id: $id) {
      id
      kind
      make
      model
      serialNumber
      imei
      state
      note
      heldSince
      createdAt
      holdings {
        id
        heldFrom
        heldUntil
        endUser {
          id
          displayName
        }
      }
      endUser {
        id
        displayName
      }
      subscription {
        id
        reference
      }
      company {
        id
        name
      }
    }
  }
`);
type Shown = NonNullable<ResultOf<typeof DeviceDocument>['device']>;

const RemoveDocument = graphql(`
  mutation RemoveDevice($input: RemoveDeviceInput!) {
    removeDevice(input: $input)
  }
`);

type Deed = 'EDIT' | 'ASSIGN' | DeviceMove;

/** One device: what it is, who has it, who has had it [R2]. */
export function DevicePage() {
  const { deviceId = '' } = useParams({ strict: false });
  const read = useRead(DeviceDocument, { id: deviceId }, { types: ['EndUser'] });
  const { level } = useViewer();
  const can = useCan();
  const [deed, begin] = useState<Deed>();
  const close = () => begin(undefined);
  return (
    <Loaded from={read} whole>
      {({ device }) => {
        if (!device) return null;
        const { company, endUser, subscription, serialNumber, imei } = device;
        const facts: (Fact | false)[] = [
          ['Kind', DEVICE_KINDS[device.kind]],
          serialNumber !== null && [
            'Serial number',
            <CopyText key="serial" text={serialNumber} label="serial number" />,
          ],
          imei !== null && ['IMEI', <CopyText key="imei" text={imei} label="IMEI" />],
          [
            'Company',
            level === 'COMPANY' ? (
              company.name
            ) : (
              <TextLink key="company" to="/companies/$companyId" params={{ companyId: company.id }} inherit>
                {company.name}
              </TextLink>
            ),
          ],
          [
            'Person',
            endUser && (
              <TextLink key="person" to="/end-users/$endUserId" params={{ endUserId: endUser.id }} inherit>
                {endUser.displayName}
              </TextLink>
            ),
          ],
          endUser !== null && ['Since', <DateText key="since" at={device.heldSince} as="day" />],
          subscription !== null && ['Service', subscription.reference],
          ['Note', device.note],
          ['Added', <DateText key="added" at={device.createdAt} as="day" />],
        ];
        return (
          <>
            <DetailPage
              header={{
                title: `${device.make} ${device.model}`,
                badge: (
                  <StateBadge
                    state={`DEVICE_${device.state}`}
                    label={DEVICE_STATES[device.state] ?? device.state}
                  />
                ),
                crumbs: [{ label: 'Devices', link: { to: '/devices' } }],
                actions: can('DEVICE_WRITE') && <Deeds device={device} begin={begin} />,
              }}
              facts={facts.filter((fact) => fact !== false)}
              aside={[<Holders key="holders" holdings={device.holdings} />]}
            />
            {deed === 'EDIT' && <EditDevice device={device} onClose={close} />}
            {deed === 'ASSIGN' && <AssignDevice device={device} onClose={close} />}
            {deed && deed !== 'EDIT' && deed !== 'ASSIGN' && (
              <MoveDevices ids={[device.id]} to={deed} onClose={close} />
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function Deeds({ device, begin }: { device: Shown; begin: (deed: Deed) => void }) {
  const navigate = useNavigate();
  const remove = useSend(RemoveDocument, 'Device');
  const { state } = device;
  return (
    <Group gap="xs">
      <Button variant="default" onClick={() => begin('EDIT')}>
        Edit
      </Button>
      {state === 'ASSIGNED' && (
        <>
          <Button variant="default" onClick={() => begin('LOST')}>
            Lost
          </Button>
          <Button variant="default" onClick={() => begin('RETURNED')}>
            Returned
          </Button>
        </>
      )}
      {state !== 'ASSIGNED' && state !== 'IN_STOCK' && (
        <Button variant="default" onClick={() => begin('IN_STOCK')}>
          In stock
        </Button>
      )}
      {state !== 'ASSIGNED' && state !== 'DISPOSED' && (
        <Button variant="default" onClick={() => begin('DISPOSED')}>
          Disposed of
        </Button>
      )}
      {device.holdings.length === 0 && (
        <ConfirmButton
          title="Remove this device?"
          consequence="Nobody has had it: it goes as if it had never been entered."
          confirmLabel="Remove device"
          destructive
          onConfirm={async () => {
            await remove({ input: { id: device.id } });
            await navigate({ to: '/devices' });
          }}
        >
          Remove
        </ConfirmButton>
      )}
      {state !== 'DISPOSED' && (
        <Button onClick={() => begin('ASSIGN')}>
          {state === 'ASSIGNED' ? 'Give to somebody else' : 'Give to somebody'}
        </Button>
      )}
    </Group>
  );
}
