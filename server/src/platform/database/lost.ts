/** Whether the database could not be reached, or was lost while it was asked: nothing of ours is wrong, and it may be asked again. */
export function isConnectionLost(error: unknown): boolean {
  const { code, message, syscall } = error as { code?: string; message?: string; syscall?: string };
  if (code === 'ENOENT') return syscall === 'connect'; // our own server's socket is not there
  return codes.has(code ?? '') || messages.test(message ?? '');
}
/** 57P01 to 57P03: it stops or starts. 08…: the connection. The rest are the system's, of the connection and of the host's name. */
const codes = new Set(
  '57P01 57P02 57P03 08000 08001 08003 08004 08006 ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH ENOTFOUND EAI_AGAIN'.split(
    ' ',
  ),
);
/** Of `pg` itself; it gives these no code. The last is said where the pool has none to give within its time. */
const messages =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;
