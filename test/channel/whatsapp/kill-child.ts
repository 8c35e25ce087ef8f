/** The channel in a process of its own, to be killed: store, Graph API and port come as arguments. */
import { openStore } from '../../../src/store/index.ts';
import { serve } from './served.ts';

const [, , storeUrl = '', graphUrl = '', port = '0'] = process.argv;
const store = await openStore(storeUrl);
const served = await serve({ graphUrl, store, port: Number(port), times: { receipt: 1_500, call: 3_000 } });
process.stdout.write(`${served.url}\n`);
