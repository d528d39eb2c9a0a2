// Says how many rows of a table found no room.
{
  const tell = () => {
    for (const more of document.querySelectorAll(".more")) {
      const rows = [...more.closest("section").querySelectorAll("tbody tr")];
      const hidden = rows.filter(row => row.offsetLeft !== rows[0].offsetLeft).length;
      more.textContent = hidden > 0 ? more.dataset.text.replace("%u", hidden) : "";
    }
  };
  tell();
  addEventListener("resize", tell);
}
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
