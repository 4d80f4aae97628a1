"""Conversations with the question that their last turn asks, written from what people mean by it.

Turns parted by ``|``, then ``>>`` and what the last one asks. Must not be copied from what the program
answers.
"""

from __future__ import annotations

TODAY = 2026
"""The year in which all of them are asked."""

Example = tuple[tuple[str, ...], str]


def _read(table: str) -> list[Example]:
    found, turns = [], ""
    for line in filter(str.strip, table.splitlines()):
        if line.lstrip().startswith(">> "):
            found.append((tuple(turns.strip().split(" | ")), line.split(">> ")[1].strip()))
            turns = ""
        else:
            turns += f"{line} "
    return found


PLACES = _read("""
What is the population of Jakarta? | and Manila?
    >> What is the population of Manila?
How many projects did Thailand have in 2022? | And Lao PDR?
    >> How many projects did Lao PDR have in 2022?
How many projects did Thailand have in 2022? | how many did Malaysia have?
    >> How many projects did Malaysia have in 2022?
How many people live in Kuching? | Vientiane?
    >> How many people live in Vientiane?
How many people live in Kuching? | In Kuala Lumpur?
    >> How many people live in Kuala Lumpur?
Which Thai cities are in the network? | And Malaysia?
    >> Which Malaysia cities are in the network?
When did Sumedang join? | And Semarang?
    >> When did Semarang join?
List the projects of Singapore. | Now for Manila.
    >> List the projects of Manila.
What is the land area of Hue? | Thanks. And Da Nang's?
    >> What is the land area of Da Nang?
Which projects does Kuching have in 2025? | And Johor Bahru in 2024?
    >> Which projects does Johor Bahru have in 2024?
""")

YEARS = _read("""
Which cities joined the ASCN in 2025? | And two years earlier?
    >> Which cities joined the ASCN in 2023?
Which cities joined the ASCN in 2023? | And the following year?
    >> Which cities joined the ASCN in 2024?
Which cities joined the ASCN in 2023? | last year?
    >> Which cities joined the ASCN in 2025?
How many people were trained in 2023? | a year later?
    >> How many people were trained in 2024?
How many people were trained in 2023? | how about 2024
    >> How many people were trained in 2024?
What is the population of Jakarta? | What about 2018?
    >> What is the population of Jakarta in 2018?
Who chaired the ASCN in 2023? | Which cities have joined since then?
    >> Which cities have joined since 2023?
Who chaired the ASCN in 2023? | Which cities joined in that year?
    >> Which cities joined in 2023?
How many projects did Thailand have in 2022? | And who chaired the network then?
    >> Who chaired the network in 2022?
Who chairs the ASCN? | And the year before?
    >> Who chairs the ASCN in 2025?
How many buses ran by June 2023? | and by May 2024?
    >> How many buses ran by May 2024?
How many buses ran by June 2023? | no, 2024
    >> How many buses ran by June 2024?
What does the 2022 report say about Kuching? | and the 2023 report?
    >> What does the 2023 report say about Kuching?
Which projects of Da Nang does the 2025 report list? | And the 2024 one?
    >> Which projects of Da Nang does the 2024 report list?
""")

THINGS = _read("""
What is the population of Jakarta? | And its area?
    >> What is the area of Jakarta?
What is the population of Jakarta? | How about the area?
    >> What is the area of Jakarta?
What land area does the 2018 plan give for Hue? | And the population?
    >> What population does the 2018 plan give for Hue?
How many cameras has Putrajaya installed? | and how many panic buttons?
    >> How many panic buttons has Putrajaya installed?
How long is phase 1 of the Cebu BRT? | and phase 2?
    >> How long is phase 2 of the Cebu BRT?
When was the 8th annual meeting of the ASCN held? | And the 7th?
    >> When was the 7th annual meeting of the ASCN held?
Which city uses INFLOS? | And TravelLink?
    >> Which city uses TravelLink?
What is the role of the Chair? | And the Shepherd?
    >> What is the role of the Shepherd?
What does the framework say about Health and Well-Being? | And Safety and Security?
    >> What does the framework say about Safety and Security?
Which projects are planned in Phuket? | And completed ones?
    >> Which projects are completed in Phuket?
List the projects of Singapore. | Only the completed ones.
    >> List the completed projects of Singapore.
When was the 8th annual meeting of the ASCN held? | And where?
    >> Where was the 8th annual meeting of the ASCN held?
When was the ASCN established? | By whom?
    >> By whom was the ASCN established?
How many cities are in Thailand? | Which ones?
    >> Which cities are in Thailand?
How many people live in Kuching? | Why?
    >> People live in Kuching: why?
""")

CORRECTIONS = _read("""
What is the population of Jakarta? | No, I meant Manila.
    >> What is the population of Manila?
What is the population of Jakarta? | not Jakarta, Manila
    >> What is the population of Manila?
What is the population of Jakarta? | I meant Manila, not Jakarta
    >> What is the population of Manila?
What is the land area of Hue? | No, not Hue. Ha Noi!
    >> What is the land area of Ha Noi?
What is the land area of Hue? | Actually, the population.
    >> What is the population of Hue?
How many dashboards does TravelLink offer? | Sorry, I meant hotels.
    >> How many hotels does TravelLink offer?
""")

PRONOUNS = _read("""
What is the Smart Pier in Phuket? | Who built it?
    >> Who built the Smart Pier in Phuket?
What is the Smart Pier in Phuket? | How many people live there?
    >> How many people live in Phuket?
What is the Smart Pier in Phuket? | When did the project start?
    >> When did the Smart Pier in Phuket start?
What is the Smart Pier in Phuket? | What is its budget?
    >> What is the budget of the Smart Pier in Phuket?
What is Smart JAMP? | What does the programme pay for?
    >> What does Smart JAMP pay for?
What does SPLiT stand for? | In which city is it used?
    >> In which city is SPLiT used?
What is the vision of Cauayan City? | Is it a member of the ASCN?
    >> Is Cauayan City a member of the ASCN?
What is the vision of Cauayan City? | What projects does this city have?
    >> What projects does Cauayan City have?
Who is the Shepherd of the ASCN? | When does he step down?
    >> When does the Shepherd of the ASCN step down?
Which cities joined the ASCN in 2025? | Where are they?
    >> Where are the cities that joined the ASCN in 2025?
How many ponds has Hue restored? | How many of them are large?
    >> How many of the ponds that Hue has restored are large?
How many housing units are planned in Nay Pyi Taw? | How many have been built?
    >> How many of the housing units that are planned in Nay Pyi Taw have been built?
Compare the projects of Hanoi and Da Nang. | Which of the two has more people?
    >> Which of Hanoi and Da Nang has more people?
Compare the projects of Hanoi and Da Nang. | What is the population of the former?
    >> What is the population of Hanoi?
Compare the projects of Hanoi and Da Nang. | What is the population of the latter?
    >> What is the population of Da Nang?
Compare the projects of Hanoi and Da Nang. | Do both have a command centre?
    >> Do Hanoi and Da Nang have a command centre?
Which city has JakLingko? | How many people live in that city?
    >> How many people live in the city that has JakLingko?
How long is the bike lane in Yangon? | Who paid for that?
    >> Who paid for the bike lane in Yangon?
Who developed the Punggol Digital District? | How large is the district?
    >> How large is the Punggol Digital District?
What is the area of Makassar? | And Vientiane? | Back to the first city: who is its mayor?
    >> Who is Makassar's mayor?
What is the K-City Network? | Can Battambang apply for it?
    >> Can Battambang apply for the K-City Network?
What is the ASEAN Smart City Financing Toolkit? | Tell me more.
    >> Tell me more about the ASEAN Smart City Financing Toolkit.
Which projects does Chiang Mai have? | Who runs the one against wildfires?
    >> Who runs the project of Chiang Mai against wildfires?
""")

CONTEXT = _read("""
How many ponds has Luang Prabang restored? | Who paid?
    >> Luang Prabang has restored ponds: who paid?
How long will the tram network of Khon Kaen be? | And what will a ticket cost?
    >> The tram network of Khon Kaen: what will a ticket cost?
How many units are planned in Nay Pyi Taw? | Why did the work stop?
    >> Units are planned in Nay Pyi Taw: why did the work stop?
Which bank supports Battambang's landfill? | How large is the loan?
    >> Bank supports Battambang's landfill: how large is the loan?
What is the K-City Network? | Who can apply?
    >> The K-City Network: who can apply?
""")

ALONE = _read("""
What is the ASCAP? | Which city has a smart pier in Thailand?
    >> Which city has a smart pier in Thailand?
What is the ASCAP? | How many member cities are there?
    >> How many member cities are there?
What is the ASCAP? | Is it true that Bangkok left the network?
    >> Is it true that Bangkok left the network?
What is the ASCAP? | What did Kuching do about its floods?
    >> What did Kuching do about its floods?
What is the ASCAP? | What is INFLOS and how many pumps does it control?
    >> What is INFLOS and how many pumps does it control?
How many people live in Hue? | Who chaired the ASCN in 2024?
    >> Who chaired the ASCN in 2024?
How many people live in Hue? | When was the framework adopted?
    >> When was the framework adopted?
How many people live in Hue? | smart city financing toolkit of the network
    >> smart city financing toolkit of the network
How many people live in Hue? | How long did it take to build the smart pier?
    >> How long did it take to build the smart pier?
How many people live in Hue? | Write a poem about the start of the day.
    >> Write a poem about the start of the day.
How many people live in Hue? | How many cities joined the network in their first year?
    >> How many cities joined the network in their first year?
What is the ASCAP? | Different question: who chairs the ASCN?
    >> Who chairs the ASCN?
What is the ASCAP? | Changing the subject: how many cities are in Viet Nam?
    >> How many cities are in Viet Nam?
What is the ASCAP? | Thanks. Another matter: what is a Shepherd?
    >> What is a Shepherd?
What is the ASCAP? | Thank you!
    >> Thank you!
""")

LEANING = _read("""
Which cities of Malaysia are in the network? | Which of these joined in 2025?
    >> Which of the cities of Malaysia that are in the network joined in 2025?
What is the population of Vientiane in the 2018 plan? | Same for Siem Reap please
    >> What is the population of Siem Reap in the 2018 plan?
What loan did Davao City get from the ADB? | When was it approved?
    >> When was the loan that Davao City did get from the ADB approved?
Is Semarang in the network? | Who is its Chief Smart City Officer?
    >> Who is Semarang's Chief Smart City Officer?
What are the six focus areas? | And the two urban systems?
    >> What are the two urban systems?
What is tarus? | When did phase 1 start?
    >> Tarus: when did phase 1 start?
How large is the landfill? | And in Rayong, how many residents are monitored?
    >> How many residents are monitored in Rayong?
""")

ENGLISH = LEANING + PLACES + YEARS + THINGS + CORRECTIONS + PRONOUNS + CONTEXT + ALONE

OTHERS = _read("""
Berapa penduduk Jakarta? | dan Vientiane?
    >> Berapa penduduk Vientiane?
Berapa proyek di Thailand pada 2024? | Bagaimana dengan tahun 2025?
    >> Berapa proyek di Thailand pada 2025?
Berapa proyek di Thailand pada 2024? | dan tahun sebelumnya?
    >> Berapa proyek di Thailand pada 2023?
Berapa penduduk Jakarta? | bukan Jakarta, Banyuwangi
    >> Berapa penduduk Banyuwangi?
Proyek apa saja di Makassar? | Berapa orang tinggal di sana?
    >> Berapa orang tinggal di Makassar?
Apa itu JakPreneur? | Berapa UMKM yang terdaftar dalam program itu?
    >> Berapa UMKM yang terdaftar dalam JakPreneur?
Berapa banyak projek di Kuching? | Macam mana pula dengan Ipoh?
    >> Berapa banyak projek di Ipoh?
Dân số của Hà Nội là bao nhiêu? | còn Đà Nẵng?
    >> Dân số của Đà Nẵng là bao nhiêu?
Dân số của Hà Nội là bao nhiêu? | Thế còn Đà Nẵng thì sao?
    >> Dân số của Đà Nẵng là bao nhiêu?
Có bao nhiêu dự án ở Đà Nẵng? | Dân số của thành phố đó là bao nhiêu?
    >> Dân số của Đà Nẵng là bao nhiêu?
เชียงใหม่มีกี่โครงการ | แล้วภูเก็ตล่ะ
    >> ภูเก็ตมีกี่โครงการ
เชียงใหม่มีกี่โครงการในปี 2024 | แล้วปี 2025 ล่ะ
    >> เชียงใหม่มีกี่โครงการในปี 2025
เชียงใหม่มีโครงการอะไรบ้าง | เมืองนี้มีประชากรเท่าไร
    >> เชียงใหม่มีประชากรเท่าไร
Ilang proyekto sa Maynila? | at sa Davao City?
    >> Ilang proyekto sa Davao City?
Ilang proyekto sa Maynila? | Paano naman ang Cebu City?
    >> Ilang proyekto sa Cebu City?
岘港有多少个项目？ | 河内呢？
    >> 河内有多少个项目？
岘港在2024年有多少个项目？ | 2025年呢？
    >> 岘港在2025年有多少个项目？
岘港有哪些项目？ | 该市有多少人口？
    >> 岘港有多少人口？
Quantos projetos tem Jakarta em 2024? | e em 2025?
    >> Quantos projetos tem Jakarta em 2025?
Quantos projetos tem Jakarta em 2024? | E Manila?
    >> Quantos projetos tem Manila em 2024?
ទីក្រុងបាត់ដំបងមានគម្រោងប៉ុន្មាន? | ចុះភ្នំពេញវិញ?
    >> ទីក្រុងភ្នំពេញមានគម្រោងប៉ុន្មាន?
How many people live in Kuching? | และเชียงใหม่ล่ะ
    >> How many people live in เชียงใหม่?
Berapa proyek di Kuching pada 2024? | Kota mana di Thailand yang bergabung pada 2023?
    >> Kota mana di Thailand yang bergabung pada 2023?
เชียงใหม่มีกี่โครงการ | ภูเก็ตมีประชากรเท่าไร
    >> ภูเก็ตมีประชากรเท่าไร
การประชุมประจำปีครั้งที่ 8 จัดที่ไหน | แล้วครั้งที่ 7 ล่ะ
    >> การประชุมประจำปีครั้งที่ 7 จัดที่ไหน
第八次年度会议在哪里举行？ | 第七次呢？
    >> 第七次年度会议在哪里举行？
Pertemuan tahunan ke-8 diadakan di mana? | Dan yang ke-6?
    >> Pertemuan tahunan ke-6 diadakan di mana?
Diện tích của Siem Reap năm 2018 là bao nhiêu? | Còn dân số thì sao?
    >> dân số Siem Reap 2018
ใครเป็นประธาน ASCN ปี 2565 | ปี 2566 ล่ะ
    >> ใครเป็นประธาน ASCN ปี 2566
2024-இல் ASCN தலைமை வகித்த நாடு எது? | 2023-இல்?
    >> 2023-இல் ASCN தலைமை வகித்த நாடு எது?
""")
