"""What the first page of each workbook says to the person who fills it in; paragraphs of text."""

ANSWERS = """\
Tệp này ghi các thông tin cần để lập bộ tài liệu hệ thống quản lý chất lượng của cơ quan.

Làm lần lượt bốn việc sau. Giữ tệp ở dạng .xlsx.

1. Trang “Cơ quan”: điền cột “Nội dung”. Mục có dấu * là bắt buộc. Ô có mũi tên thì chọn trong
danh sách.

2. Trang “Nhân sự”: ghi họ và tên, chức vụ người giữ từng vai trò. Chưa phân công thì để trống.
Một người giữ nhiều vai trò thì ghi tên ở nhiều dòng. Vai trò đổi người trong năm thì thêm dòng
cùng vai trò và ghi ngày.

3. Trang “Thủ tục”: ở cột “Lập quy trình” chọn Có cho thủ tục cơ quan đang giải quyết, chọn Không
cho thủ tục còn lại. Cột “Gợi ý” so cấp thực hiện của thủ tục với loại cơ quan.

4. Kiểm tra lại, lưu tệp, rồi chạy lệnh: qmskit new THƯ_MỤC_MỚI --answers TỆP_NÀY.xlsx. Nếu trang
“Cơ quan” chưa ghi nguồn dữ liệu thì thêm --procedures và nơi có bản ghi thủ tục.

Ngày ghi dạng 01/7/2025. Ô nền xám không cần sửa. Không đổi tên trang tính và dòng tiêu đề của
bảng.

Chỉ vào tiêu đề cột để xem giải thích.
"""

PROVINCE = """\
Tệp này ghi các quyết định của tỉnh cho thủ tục hành chính: thời hạn sau cắt giảm, nơi tiếp nhận,
quy trình nội bộ đã phê duyệt, mức phí, lệ phí. Một tệp dùng cho nhiều thủ tục. Điền xong, chạy
lệnh: qmskit update THƯ_MỤC_BỘ_TÀI_LIỆU TỆP_NÀY.xlsx.

1. Trang “Quyết định”: ghi số, ngày, cơ quan ban hành của từng quyết định.

2. Trang “Thủ tục”: mỗi thủ tục một dòng. Chỉ điền các cột tỉnh có quyết định; cột khác để trống.

3. Trang “Quy trình”: mỗi bước một dòng, đánh số 1, 2, 3… Quy trình có nhiều trường hợp (ví dụ
không xác minh, có xác minh) thì mỗi bước ghi mỗi trường hợp một dòng, cùng số bước; nội dung chỉ
ghi ở dòng đầu. Bước chung thời gian với bước ngay trên ghi “cùng bước trên” ở cột thời gian.

4. Trang “Phí, lệ phí”: ghi mức thu theo nghị quyết của Hội đồng nhân dân tỉnh.

Mã thủ tục ghi dạng 1.001193, ô định dạng Text để Excel không đổi thành số. Ngày ghi dạng
20/3/2026.

Không đổi tên trang tính và dòng tiêu đề. Cột, trang tính thêm vào không được đọc.
"""

WORKFLOWS = """\
Tệp này chép nhân sự và quy trình nội bộ của bộ tài liệu ra Excel để sửa. Sửa xong, lưu tệp (giữ
dạng .xlsx) rồi chạy lệnh: qmskit update THƯ_MỤC_BỘ_TÀI_LIỆU TỆP_NÀY.xlsx. Chương trình in từng
thay đổi ra trước khi ghi.

1. Trang “Nhân sự”: sửa họ tên, chức vụ, ngày. Người mới thay thì ghi “Đến hết ngày” ở dòng của
người cũ và thêm một dòng cho người mới.

2. Trang “Quy trình”: mỗi dòng một bước; bước có thời gian khác nhau theo trường hợp thì mỗi
trường hợp một dòng, cùng số bước. Thêm bước: chèn dòng, chép lại mã thủ tục và tình trạng, đánh
lại số bước.

3. Sửa quy trình tỉnh đã phê duyệt thì phải ghi “Lý do điều chỉnh”; quy trình đó trở thành quy
trình riêng của cơ quan.

4. Quy trình “Đề xuất” đã thống nhất thì đổi tình trạng ở mọi dòng của quy trình thành “Cơ quan”.

Trang “Thủ tục” chỉ để xem. Ô nền xám không cần sửa. Không đổi tên trang tính và dòng tiêu đề.

Có thể xóa các dòng của quy trình không sửa: quy trình đó giữ nguyên.
"""
