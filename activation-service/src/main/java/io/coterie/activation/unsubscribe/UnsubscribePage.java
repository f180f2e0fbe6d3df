package io.coterie.activation.unsubscribe;

/** The page a person sees who follows the link in a browser. No scripts, no cookies, nothing loaded from elsewhere. */
final class UnsubscribePage {

    private static final String FRAME = """
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <meta name="robots" content="noindex">
              <title>E-mail preferences</title>
              <style>
                body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1rem; color: #222 }
                button { font: inherit; padding: .6rem 1.2rem; border: 0; border-radius: .4rem; background: #222; color: #fff }
              </style>
            </head>
            <body>
            {{content}}</body>
            </html>
            """;

    private UnsubscribePage() {}

    /** The address is partly hidden: links are forwarded and prefetched. */
    static String question(String address) {
        String content = """
                  <h1>Unsubscribe?</h1>
                  <p>Shall we stop sending e-mail to <strong>{{address}}</strong>?</p>
                  <form method="post">
                    <input type="hidden" name="List-Unsubscribe" value="One-Click">
                    <button type="submit">Unsubscribe</button>
                  </form>
                """;
        return framed(content.replace("{{address}}", escape(hide(address))));
    }

    static String done() {
        return framed("""
                  <h1>Done</h1>
                  <p>You will not receive further e-mail from us at this address.</p>
                """);
    }

    private static String framed(String content) {
        return FRAME.replace("{{content}}", content);
    }

    static String hide(String address) {
        int at = address.lastIndexOf('@');
        return address.charAt(0) + "…" + address.substring(Math.max(at, 0));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
