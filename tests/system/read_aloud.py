"""A clerk who hears: works the program by its accessible things alone and prints what is heard.

Nothing waits for a time: it waits until something is so. Years are written as 〔年〕, so that what is
printed is the same in every year.
The draft is announced whenever its time comes, so that is not printed.
"""

import re
import time
import warnings

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

warnings.simplefilter("ignore")
PATIENCE = 120
DRAFT = "已作为草稿保留"
VALUED = {"entry", "text"}
heard = []


def pump():
    context = GLib.MainContext.default()
    while context.pending():
        context.iteration(False)


def until(what, look):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        pump()
        try:
            found = look()
        except GLib.GError:  # It went while it was looked at.
            found = None
        if found:
            return found
        time.sleep(0.05)
    raise SystemExit("waited in vain for " + what + "; there is:\n" + "\n".join(words(n) for n in things()))


def on_event(event):
    if event.type.startswith("object:announcement"):
        said = str(event.any_data).replace(DRAFT, "").strip()
        if said:
            heard.append(said)


def children(node):
    for at in range(node.get_child_count()):
        child = node.get_child_at_index(at)
        if child:
            yield child


def under(node):
    yield node
    for child in children(node):
        yield from under(child)


def program():
    for application in children(Atspi.get_desktop(0)):
        if application.get_name() == "nianbao":
            application.set_cache_mask(Atspi.Cache.NONE)
            return application
    return None


def things():
    application = program()
    return list(under(application))[1:] if application else []


def has(node, state):
    return node.get_state_set().contains(state)


def text(node):
    return Atspi.Text.get_text(node, 0, -1) if node.get_text_iface() else None


def words(node):
    """A thing as it is heard: role, name, what stands in it, what is to be known of it."""
    parts = [node.get_role_name(), node.get_name(), text(node), node.get_description()]
    return "｜".join(part for part in parts if part)


def find(name, role=None, also=lambda node: True):
    def look():
        return next((n for n in things() if n.get_name().startswith(name)
                     and (role is None or n.get_role_name() == role) and also(n)), None)
    return until(f"{role or 'a thing'} called {name}", look)


def focused():
    return next((n for n in things() if has(n, Atspi.StateType.FOCUSED)), None)


def tell(step):
    node = until("the keyboard to be somewhere", focused)
    said = [f"  听到：{one}" for one in heard]
    heard.clear()
    out = "\n".join([f"· {step}", f"  焦点：{words(node)}", *said])
    print(re.sub(r"(?<!\d)20\d\d(?!\d)", "〔年〕", out))


def press(name, role=None, then=None):
    node = find(name, role, lambda n: has(n, Atspi.StateType.ENABLED))
    assert Atspi.Action.do_action(node, 0), name
    if then:
        until(f"what comes of {name}", then)
    tell(f"按“{name}”")


def focused_on(name, role=None):
    def look():
        node = focused()
        return node and node.get_name().startswith(name) and role in (None, node.get_role_name())
    return look


def put(name, value):
    node = find(name, "entry")
    assert Atspi.EditableText.set_text_contents(node, value), name
    until(f"{value} in {name}", lambda: text(find(name, "entry")) == value)
    tell(f"在“{name}”写“{value}”")


def walk(where):
    """All that can be reached: a role, a Chinese name, and a value where it is made to have one."""
    def wrong():
        bad = []
        for node in things():
            role, name = node.get_role_name(), node.get_name()
            actions = node.get_n_actions() if node.get_action_iface() else 0
            if not (actions or has(node, Atspi.StateType.FOCUSABLE) or role == "dialog"):
                continue
            if role in ("unknown", "invalid", "") or not re.search("[一-龥]", name):
                bad.append(words(node) or role)
            if role in VALUED and text(node) is None:
                bad.append("no text: " + words(node))
            if role in ("table cell", "combo box") and not node.get_description():
                bad.append("no value: " + words(node))
            if role == "dialog" and not has(node, Atspi.StateType.MODAL):
                bad.append("not modal: " + words(node))
        return bad
    found = []

    def fine():
        found[:] = wrong()
        return not found and len(things()) > 3
    try:
        until(f"names on {where}", fine)
    except SystemExit:
        raise SystemExit(f"{where}: {found}")


listener = Atspi.EventListener.new(on_event)
listener.register("object:announcement")
find("新建", "push button")
walk("the start page")
press("设置", "push button", lambda: any(n.get_role_name() == "dialog" for n in things()))
walk("the settings")
CLOSING = ("关闭", "完成", "取消", "返回")
closing = until("a way out", lambda: next(
    (n.get_name() for n in things() if n.get_role_name() == "push button" and n.get_name().startswith(CLOSING)), None))
press(closing, "push button", lambda: not any(n.get_role_name() == "dialog" for n in things()))
press("新建", "push button", lambda: find("机关全称", "entry"))
walk("the basic information")
for part in ("一、总体", "二、主动", "四、复议", "五、问题", "六、其他", "三表同看", "三、申请"):
    press(part, "page tab", lambda: has(find(part, "page tab"), Atspi.StateType.SELECTED))
    walk(part)


def cell(row):
    name = f"表三 {row} 自然人"
    press(name, "table cell", lambda: focused_on("", "entry")() and row in focused().get_name())
    return focused().get_name()


put(cell("一、本年新收政府信息公开申请数量"), "3")
put(cell("（一）予以公开"), "2")
