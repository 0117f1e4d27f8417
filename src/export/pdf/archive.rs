//! What makes the file an archive file, PDF/A-2u (ISO 19005-2): it says in XMP what it is, and
//! what its colours mean. Faces, content and the rest have their own rules, kept where they are
//! written.

use lopdf::{Document, Object, ObjectId, Stream, StringFormat, dictionary};

/// sRGB, made by `assets/icc/make.py`.
const SRGB: &[u8] = include_bytes!("../../../assets/icc/srgb.icc");
const SRGB_NAME: &str = "sRGB IEC61966-2.1";

/// The metadata stream. No dates: the same document gives the same bytes, and a date that is
/// not there cannot disagree with another.
pub(super) fn metadata(title: &str, author: &str, producer: &str) -> Stream {
    let [title, author, producer] = [title, author, producer].map(escaped);
    let creator = if author.is_empty() {
        String::new()
    } else {
        format!("<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n")
    };
    let text = format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">
<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>
{creator}<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end=\"r\"?>"
    );
    // Not compressed, so that what knows no PDF can find it.
    Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, text.into_bytes())
}

/// Text without what XML 1.0 has no place for; PDF could hold it, but both must say the same.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}

fn escaped(text: &str) -> String {
    plain(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The intent that says what colours mean: black, here, but it has to be said.
pub(super) fn output_intent(pdf: &mut Document) -> ObjectId {
    let name = || Object::String(SRGB_NAME.into(), StringFormat::Literal);
    let profile = pdf.add_object(Stream::new(dictionary! { "N" => 3 }, SRGB.to_vec()));
    pdf.add_object(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => name(),
        "Info" => name(),
        "DestOutputProfile" => profile,
    })
}
