// Turns the page when the next one is there: while the collector is away the figures stay, and say so.
{
  const { seconds, next } = document.currentScript.dataset;
  const turn = async () => {
    try {
      const answer = await fetch(next, { cache: "no-store" });
      if ((answer.headers.get("Content-Type") ?? "").startsWith("text/html")) {
        location.replace(next);
        return;
      }
    } catch {
      // Nobody answers: the same as an answer that is no page.
    }
    document.body.classList.add("lost");
    setTimeout(turn, 5000);
  };
  setTimeout(turn, seconds * 1000);
}
