// As Microsoft's documentation has it: the page asks its own server for a token, and hands it to Web Chat.
// A page that was loaded again goes on with its conversation.
(async () => {
  const { WebChat } = window;
  const held = JSON.parse(sessionStorage.getItem('conversation') ?? 'null');
  const { token, domain, locale } = await (
    await fetch(`/token${location.search}`, { method: 'POST' })
  ).json();
  const directLine = WebChat.createDirectLine(held ? { ...held, domain, watermark: '0' } : { token, domain });
  const store = WebChat.createStore({}, () => next => action => {
    if (
      action.type === 'DIRECT_LINE/CONNECT_FULFILLED' ||
      action.type === 'DIRECT_LINE/RECONNECT_FULFILLED'
    ) {
      const { conversationId, token } = directLine;
      sessionStorage.setItem('conversation', JSON.stringify({ conversationId, token }));
    }
    return next(action);
  });
  WebChat.renderWebChat({ directLine, store, locale }, document.getElementById('chat'));
})();
