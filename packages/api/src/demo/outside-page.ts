import type { ServerResponse } from 'node:http';
import { STYLE, STYLE_HASH } from './outside-page-style.ts';

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * A page of the demonstration's outside world. Works without JavaScript, from 360 px, light and dark.
 *
 * @param note says, as HTML, that the page only stands in for another
 */
export function outsidePage(title: string, note: string, body: string): string {
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header><p class="note">${note}</p></header>
<main>
${body}
</main>
</body>
</html>
`;
}

/**
 * Sends such a page.
 *
 * @param leadsTo the origin that its form may lead to; without it the page has no form
 */
export function sendPage(response: ServerResponse, status: number, html: string, leadsTo?: string): void {
  // Browsers apply form-action to the redirect that follows the form as well.
  const formTargets = leadsTo ? `'self' ${leadsTo}` : "'none'";
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src ${STYLE_HASH}; form-action ${formTargets}; frame-ancestors 'none'; base-uri 'none'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  response.end(html);
}
