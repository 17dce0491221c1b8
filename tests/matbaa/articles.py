"""Articles invented for the tests, both as an editor would file them and as pasted from a page."""

TITLE = "افتتاح جسر جديد في مدينة النور بعد عامين من العمل"
ARTICLE = """افتتح وزير النقل سالم الهادي يوم الأحد 4 مايو 2025 جسرا جديدا في مدينة النور بعد عامين من العمل، وذلك بحضور مئات السكان الذين عبروه سيرا على الأقدام قبل السيارات.

ويبلغ طول الجسر 640 مترا ويربط ضفتي النهر قرب السوق القديم، وكلف بناؤه 35 مليون دولار دفعت البلدية ثلثها.

وأضاف أن المشروع "سيختصر الطريق إلى المستشفى من أربعين دقيقة إلى عشر".

وتوقع تجار السوق القديم أن يزيد الجسر عدد الزوار، لكن صيادين اشتكوا من أن أعمدته تعيق قواربهم.

وستفتح البلدية طريقا ثانيا إلى الجسر في نهاية العام الحالي، بحسب رئيسة بلدية النور هدى مراد."""

#: The same article, pasted from a web page together with the page's other text.
PASTED = f"""\u200f{TITLE.replace(" ", chr(0xA0))}\r
\r
\u200fمايو 4, 2025 - 08:43\r
 0  3\r
كتب: فلان الفلاني\r
صورة أرشيفية (وكالات)\r
{TITLE}\r
\r
مدينة النور (وكالات) - {ARTICLE.splitlines()[0]}\r
\r
ماذا بعد؟\r
\r
{ARTICLE.splitlines()[2]}\r
اقرأ أيضاً: وزير النقل يزور الميناء ويعد بإصلاحات؟\r
{ARTICLE.splitlines()[4]}\r
\r
آراء السوق\r
\r
{ARTICLE.splitlines()[6]}\r
\r
{ARTICLE.splitlines()[8]}\r
\r
شارك الخبر مع أصدقائك\r
جميع الحقوق محفوظة © 2025"""

ENGLISH_TITLE = "Marle floods close two bridges"
ENGLISH = """The river Marle rose by three metres overnight and closed two bridges in the old town, after the heaviest rain in forty years fell on the hills above it, the weather service said on Friday.

However, he did not say when they would reopen.

About 1,200 people spent the night in the town hall, where volunteers served soup and blankets were handed out by the fire brigade.

Would it happen again?

"We heard the water before we saw it," said Anna Lindqvist, who keeps a bakery by the market bridge.

Engineers will inspect both bridges on Monday and expect repairs to take three weeks."""
