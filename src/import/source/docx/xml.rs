//! XML as it is read: elements by their local names, nothing from outside, not too deep.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use crate::import::Problem;
use crate::import::source::flow::MAX_DEPTH;

/// The next thing in an XML text.
pub(crate) enum XmlToken<'a> {
    Open(XmlTag<'a>),
    /// The innermost open element ends.
    Close,
    Text(String),
    End,
}

/// An element's start.
pub(crate) struct XmlTag<'a>(BytesStart<'a>);

impl XmlTag<'_> {
    /// The element's name without its prefix.
    pub(crate) fn name(&self) -> &str {
        std::str::from_utf8(self.0.local_name().into_inner()).unwrap_or_default()
    }

    /// An attribute by its name without the prefix.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        // Looking for duplicates takes long where there are many.
        let mut attributes = self.0.attributes();
        let attributes = attributes.with_checks(false).flatten();
        let mut found = attributes.filter(|a| a.key.local_name().into_inner() == name.as_bytes());
        let written = found.next().map(|a| String::from_utf8_lossy(&a.value).into_owned())?;
        // A name that the reader does not know stays as it is written.
        let read = quick_xml::escape::unescape(&written).map(std::borrow::Cow::into_owned);
        Some(read.unwrap_or(written))
    }

    /// The attribute `val` as a number.
    pub(crate) fn number(&self) -> Option<usize> {
        self.attribute("val")?.parse().ok()
    }

    /// Whether a property is on: with no value, or with any but `0`, `false` and `off`.
    pub(crate) fn is_on(&self) -> bool {
        !matches!(self.attribute("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// An XML text, read from start to end.
pub(crate) struct XmlReader<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> XmlReader<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0 }
    }

    pub(crate) fn next(&mut self) -> Result<XmlToken<'a>, Problem> {
        loop {
            let event = self.reader.read_event().map_err(|_| Problem::BrokenDocx)?;
            return Ok(match event {
                Event::Start(tag) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(Problem::TooDeep);
                    }
                    XmlToken::Open(XmlTag(tag))
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    XmlToken::Close
                }
                Event::Text(text) => {
                    XmlToken::Text(text.decode().map_err(|_| Problem::BrokenDocx)?.into_owned())
                }
                Event::CData(text) => {
                    XmlToken::Text(text.decode().map_err(|_| Problem::BrokenDocx)?.into_owned())
                }
                Event::GeneralRef(reference) => {
                    let name = reference.decode().unwrap_or_default();
                    match (reference.resolve_char_ref(), resolve_predefined_entity(&name)) {
                        (Ok(Some(c)), _) => XmlToken::Text(c.to_string()),
                        (_, Some(text)) => XmlToken::Text(text.to_owned()),
                        // What a document type declares is not looked up.
                        _ => continue,
                    }
                }
                Event::Eof => XmlToken::End,
                _ => continue,
            });
        }
    }

    /// The next element within the one that is read, past the text between; `None` where that ends.
    pub(crate) fn child(&mut self) -> Result<Option<XmlTag<'a>>, Problem> {
        loop {
            match self.next()? {
                XmlToken::Open(tag) => return Ok(Some(tag)),
                XmlToken::Text(_) => {}
                XmlToken::Close => return Ok(None),
                XmlToken::End => return Err(Problem::BrokenDocx),
            }
        }
    }

    /// Goes to the end of the element that was opened last.
    pub(crate) fn skip(&mut self) -> Result<(), Problem> {
        let outer = self.depth.saturating_sub(1);
        while self.depth > outer {
            if let XmlToken::End = self.next()? {
                return Err(Problem::BrokenDocx);
            }
        }
        Ok(())
    }
}
