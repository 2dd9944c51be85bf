"""Tracked changes as LibreOffice takes them: accepted or rejected by its own command."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.word.office import output_of

# A call of all files at once outlasts its time on a slow machine.
_AT_ONCE = 25

ACCEPT, REJECT, SAVE = ".uno:AcceptAllTrackedChanges", ".uno:RejectAllTrackedChanges", ""

_LIBRARY = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Changes"/>
</library:library>
"""
_MACRO = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Changes"
 script:language="StarBasic">
Sub Answer(folder As String, first As Integer, last As Integer, command As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName"
  kind(0).Value = "MS Word 2007 XML"
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  For number = first To last
    place = folder &amp; "/" &amp; number
    source = ConvertToURL(place &amp; ".docx")
    file = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
    If command &lt;&gt; "" Then
      dispatcher.executeDispatch(file.CurrentController.Frame, command, "", 0, Array())
    End If
    file.storeToURL(ConvertToURL(place &amp; ".out"), kind())
    file.close(True)
  Next
End Sub
</script:module>
"""


def answered(contents: Sequence[bytes], command: str) -> tuple[bytes, ...]:
    """Return Word files as LibreOffice saves them after a command."""
    with TemporaryDirectory() as work:
        folder = Path(work)
        for number, content in enumerate(contents):
            (folder / f"{number}.docx").write_bytes(content)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        # The first start lays out the profile; what stood there before would be overwritten.
        output_of("soffice", profile, "--headless", "--terminate_after_init")
        basic = folder / "profile" / "user" / "basic" / "Standard"
        (basic / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
        (basic / "Changes.xba").write_text(_MACRO, encoding="utf-8")
        for first in range(0, len(contents), _AT_ONCE):
            last = min(first + _AT_ONCE, len(contents)) - 1
            call = f"macro:///Standard.Changes.Answer({folder},{first},{last},{command})"
            output_of("soffice", profile, "--headless", "--norestore", call)
        return tuple((folder / f"{number}.out").read_bytes() for number in range(len(contents)))
