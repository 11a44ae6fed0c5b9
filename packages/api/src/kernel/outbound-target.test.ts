import { describe, expect, it } from 'vitest';
import { checkHost } from './outbound-target.ts';

const publicly = () => Promise.resolve([{ address: '93.184.215.14', family: 4 }]);

describe('[S66] a host that is spoken to by another protocol', () => {
  it('is pinned to the address that was checked, and known by its name', async () => {
    expect(await checkHost('directory.example.com', 636, [], publicly)).toEqual({
      address: '93.184.215.14',
      servername: 'directory.example.com',
      trusted: false,
    });
  });

  it.each(['127.0.0.1', '10.0.0.8', '::1', '0x7f.1', '2130706433', 'localhost', '169.254.169.254'])(
    '%s is refused',
    async (host) => {
      await expect(checkHost(host, 5432, [])).rejects.toMatchObject({ kind: 'blocked' });
    },
  );

  it('is refused if one of its addresses is private', async () => {
    const both = async () => [...(await publicly()), { address: '10.0.0.8', family: 4 }];
    await expect(checkHost('mail.example.com', 5432, [], both)).rejects.toMatchObject({ kind: 'blocked' });
  });

  it.each(['', 'a b', 'mail.example.com/x', 'user@mail.example.com', 'mail.example.com?x', 'a\\b'])(
    '“%s” is no host',
    async (host) => {
      await expect(checkHost(host, 5432, [], publicly)).rejects.toMatchObject({ kind: 'blocked' });
    },
  );

  it('may be private where it is named with its port', async () => {
    const allow = ['127.0.0.1:5432'];
    expect(await checkHost('127.0.0.1', 5432, allow)).toMatchObject({ address: '127.0.0.1', trusted: true });
    await expect(checkHost('127.0.0.1', 5433, allow)).rejects.toMatchObject({ kind: 'blocked' });
  });
});
