/** Letters to people. What sends them is a port: SMTP, or files where no mail server is set (smtp.ts, file.ts). */
export interface Letter {
  to: string;
  subject: string;
  /** Plain text: it reads the same everywhere, and nothing in it can load anything. */
  text: string;
  language: string;
  /** Of this letter, however often sending is begun again: a mail server or reader can tell a second copy by it. */
  id: string;
}

export interface Post {
  /** Answers when the letter was taken over, throws when it was not. */
  send(letter: Letter, signal?: AbortSignal): Promise<void>;
  close(): Promise<void> | void;
}
