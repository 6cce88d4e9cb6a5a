"""What is drawn in a chat is on the workbench too: a chart as a table that can be read aloud."""

from markupsafe import Markup

from adapters.web.workbench.reply import drawn
from bot.chat.reply import Bar, Chart, Reply


def test_a_chart_is_a_table_with_its_numbers_in_words() -> None:
    chart = Chart("Vragen <per> thema", (Bar("water", 3, "3 vragen"), Bar("bodem", 0, "geen")))
    page = drawn(Reply((chart,)), lambda _line, _asking, *, filled=False: Markup(""), "a", 2)
    assert "<caption>Vragen &lt;per&gt; thema</caption>" in page
    assert '<th scope="row">water</th>' in page
    assert "<td>3 vragen</td>" in page
    assert 'max="3" value="3"' in page
    assert '<th scope="row">bodem</th>' in page
