import { NotFetched, type Published, publishedFile } from '../published-file.ts';
import { missing } from '../services.ts';

/**
 * The official Web Chat, as Microsoft publishes it. With its dependencies it is 600 MB on the disk, so it is no
 * dependency: only its package is fetched.
 */
export const WEB_CHAT: Published = {
  name: 'botframework-webchat',
  version: '4.18.1',
  integrity: '7jpEUJ7olT62Xm+8eh7BhhIcXVfU2xD4pZDaeBt8K4XcNy6K/83UGIxE9BFkXmHMZ4hDEVOzs5cre07GWuaXzg==',
};

/** The bundle, or null (its test is then skipped with a line) where it cannot be fetched. */
export async function officialWebChat(): Promise<Buffer | null> {
  try {
    return await publishedFile(WEB_CHAT, 'dist/webchat.js');
  } catch (error) {
    if (!(error instanceof NotFetched)) throw error;
    missing('chromium', error.message);
    return null;
  }
}
