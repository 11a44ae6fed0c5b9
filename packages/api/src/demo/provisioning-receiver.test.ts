import { newId } from '@steward/shared';
import { describe, expect, it, onTestFinished } from 'vitest';
import { newWebhookSecret, signedHeaders } from '../features/service/connectors/webhook-signature.ts';
import { type OutboundRequest, outboundRequest } from '../kernel/outbound.ts';
import {
  type ProvisioningReceiver,
  type ProvisioningReceiverOptions,
  startProvisioningReceiver,
} from './provisioning-receiver.ts';

const secret = newWebhookSecret();

async function start(options: Partial<ProvisioningReceiverOptions> = {}): Promise<ProvisioningReceiver> {
  const receiver = await startProvisioningReceiver({ secret, failEvery: 0, ...options });
  onTestFinished(() => receiver.stop());
  return receiver;
}

function message(change: Record<string, unknown> = {}): string {
  return JSON.stringify({
    type: 'subscription.desired',
    timestamp: '2026-03-01T09:00:00.000Z',
    data: {
      subscriptionId: newId(),
      productCode: 'MAILBOX-50',
      quantity: 1,
      address: 'zoë@globex.example',
      desired: 'ACTIVE',
      ...change,
    },
  });
}

function send(
  receiver: ProvisioningReceiver,
  body: string,
  {
    id = newId(),
    at = new Date(),
    key = secret,
    ...change
  }: { id?: string; at?: Date; key?: string } & Partial<OutboundRequest> = {},
) {
  return outboundRequest({
    url: receiver.url,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signedHeaders(key, id, at, body) },
    body,
    timeoutMs: 5_000,
    maxResponseBytes: 10_000,
    allowPrivate: [new URL(receiver.url).host],
    ...change,
  });
}

describe('the demonstration provisioning receiver', () => {
  it('[P1] sets up what is desired and answers with what it observes', async () => {
    const receiver = await start();
    const subscriptionId = newId();
    const answer = await send(receiver, message({ subscriptionId, quantity: 2 }));
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({
      subscriptionId,
      productCode: 'MAILBOX-50',
      quantity: 2,
      address: 'zoë@globex.example',
      observed: 'ACTIVE',
      reference: 'svc-00001',
    });
    expect(receiver.provisioned.get(subscriptionId)).toMatchObject({ observed: 'ACTIVE', quantity: 2 });
  });

  it('[P1] takes down the same service when it is cancelled', async () => {
    const receiver = await start();
    const subscriptionId = newId();
    await send(receiver, message({ subscriptionId }));
    await send(receiver, message({ subscriptionId, desired: 'CANCELLED' }));
    expect(receiver.provisioned.get(subscriptionId)).toMatchObject({
      observed: 'CANCELLED',
      reference: 'svc-00001',
    });
    expect(receiver.provisioned.size).toBe(1);
  });

  it('[S78] acts once on a message that comes again, and repeats its answer', async () => {
    const receiver = await start();
    const [id, body] = [newId(), message()];
    const first = await send(receiver, body, { id });
    const second = await send(receiver, body, { id });
    expect(second).toMatchObject({ status: 200, body: first.body });
    expect(receiver.changes).toBe(1);
    expect(receiver.received.map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  it('[S78] does not set up twice what is repeated while the first attempt still waits', async () => {
    const receiver = await start({ delayMs: 150 });
    const [id, body] = [newId(), message()];
    await expect(send(receiver, body, { id, timeoutMs: 50 })).rejects.toMatchObject({ kind: 'timeout' });
    expect(await send(receiver, body, { id })).toMatchObject({ status: 200 });
    expect(receiver.changes).toBe(1);
  });

  it('refuses an id that comes with another body', async () => {
    const receiver = await start();
    const id = newId();
    await send(receiver, message(), { id });
    expect(await send(receiver, message(), { id })).toMatchObject({ status: 409 });
    expect(receiver.changes).toBe(1);
  });

  it('[S78] refuses a wrong secret, a body that was changed, and a time outside five minutes', async () => {
    const at = new Date('2026-03-01T09:00:00Z');
    const receiver = await start({ now: () => at });
    const body = message();
    const shifted = (seconds: number) => new Date(at.getTime() + seconds * 1000);
    const status = async (...rest: Parameters<typeof send>) => (await send(...rest)).status;
    expect(await status(receiver, body, { at, key: newWebhookSecret() })).toBe(401);
    expect(await status(receiver, body, { at, headers: signedHeaders(secret, 'a', at, `${body} `) })).toBe(
      401,
    );
    expect(await status(receiver, body, { at, headers: {} })).toBe(401);
    expect(await status(receiver, body, { at: shifted(-301) })).toBe(401);
    expect(await status(receiver, body, { at: shifted(301) })).toBe(401);
    expect(receiver.received).toEqual([]);
    expect(await status(receiver, body, { at: shifted(-300) })).toBe(200);
  });

  it('[S78] accepts a message signed with the old and the new secret', async () => {
    const receiver = await start();
    const [id, at, body] = [newId(), new Date(), message()];
    const headers = signedHeaders([newWebhookSecret(), secret], id, at, body);
    expect(await send(receiver, body, { headers })).toMatchObject({ status: 200 });
  });

  it('[P1] answers 503 to the first attempt of every third message, and takes the second', async () => {
    const receiver = await start({ failEvery: 3 });
    const jobs = Array.from({ length: 6 }, () => ({ id: newId(), body: message() }));
    const statuses: number[] = [];
    for (const { id, body } of jobs) statuses.push((await send(receiver, body, { id })).status);
    expect(statuses).toEqual([200, 200, 503, 200, 200, 503]);
    expect(receiver.changes).toBe(4);
    for (const { id, body } of jobs) expect((await send(receiver, body, { id })).status).toBe(200);
    expect(receiver.changes).toBe(6);
    expect(receiver.received.filter(({ status }) => status === 503)).toHaveLength(2);
  });

  it.each([
    ['an unknown product', { productCode: 'FAX-9' }, 'There is no product FAX-9 here'],
    ['a quantity of nothing', { quantity: 0 }, 'quantity'],
    ['a quantity that is not whole', { quantity: 1.5 }, 'quantity'],
    ['an unknown state', { desired: 'MAYBE' }, 'desired'],
  ])('refuses %s and says why', async (_what, change, reason) => {
    const receiver = await start({ products: ['MAILBOX-50'] });
    const answer = await send(receiver, message(change));
    expect(answer.status).toBe(400);
    expect(answer.body).toContain(reason);
    expect(receiver.changes).toBe(0);
  });

  it('refuses what is not JSON, not a POST, not its path, or too long', async () => {
    const receiver = await start();
    expect((await send(receiver, '{')).status).toBe(400);
    expect((await send(receiver, '', { method: 'GET' })).status).toBe(404);
    expect((await send(receiver, message(), { url: receiver.url.replace('/provision', '/') })).status).toBe(
      404,
    );
    expect((await send(receiver, ' '.repeat(300_000))).status).toBe(413);
  });

  it('[S78] can be gone, out of order, or elsewhere, and be well again', async () => {
    const receiver = await start();
    const [id, body] = [newId(), message()];
    const statusWhen = async (behaviour: Parameters<typeof receiver.behaveAs>[0]) => {
      receiver.behaveAs(behaviour);
      return (await send(receiver, body, { id })).status;
    };
    expect(await statusWhen('gone')).toBe(410);
    expect(await statusWhen('unavailable')).toBe(503);
    expect(await statusWhen('redirect')).toBe(307);
    expect(receiver.changes).toBe(0);
    expect(await statusWhen('normal')).toBe(200);
  });

  it.each(['hang', 'trickle'] as const)('can %s, and still be stopped', async (behaviour) => {
    const receiver = await start();
    receiver.behaveAs(behaviour);
    const call = send(receiver, message(), { timeoutMs: 100 });
    await expect(call).rejects.toMatchObject({ kind: 'timeout' });
    const open = send(receiver, message()).catch((error: unknown) => error);
    await expect.poll(() => receiver.received.length).toBe(2);
    await receiver.stop();
    expect(await open).toMatchObject({ kind: 'network' });
  });
});
